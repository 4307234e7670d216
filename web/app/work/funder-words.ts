import type { FundingKind } from '../generated/graphql.js';

export const fundingKinds: readonly FundingKind[] = ['SOCIAL_CARE', 'NHS', 'CHILDREN', 'OTHER'];

const words: Readonly<Record<FundingKind, string>> = {
  SOCIAL_CARE: 'Social care',
  NHS: 'The NHS',
  CHILDREN: 'Children’s services',
  OTHER: 'Somebody else',
};

/** Whose money it is, at the beginning of a line. */
export function funderWords(kind: FundingKind): string {
  return words[kind];
}
