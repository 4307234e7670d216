import { Tag } from '../../components/index.js';
import type { BankStanding } from '../../generated/graphql.js';

const WORDS = {
  NO_DETAILS: ['No bank details', 'red'],
  TO_CALL: ['Call back', 'yellow'],
  TO_AGREE: ['A second officer has to agree', 'blue'],
  TURNED_DOWN: ['Not agreed', 'red'],
  CLOSED: ['Account closed', 'red'],
  AGREED: ['Agreed', 'green'],
} as const satisfies Readonly<Record<BankStanding, readonly [string, string]>>;

export function standingWords(standing: BankStanding): string {
  return WORDS[standing][0];
}

export function StandingTag({ standing }: { readonly standing: BankStanding }) {
  const [words, colour] = WORDS[standing];
  return <Tag colour={colour}>{words}</Tag>;
}
