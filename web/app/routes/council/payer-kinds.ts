import type { PayerKind } from '../../generated/graphql.js';

const WORDS: Readonly<Record<PayerKind, string>> = {
  COUNCIL: 'What the council holds',
  PERSON: 'Direct payments',
  ORGANISATION: 'What trusts, brokers and providers hold',
};

export function payerWords(kind: PayerKind | null): string {
  return kind === null ? 'All of it' : WORDS[kind];
}

/** Null for all, and for what is none. */
export function payerKindOf(text: string): PayerKind | null {
  return text === 'COUNCIL' || text === 'PERSON' || text === 'ORGANISATION' ? text : null;
}

export const payerKindOptions: readonly { readonly value: string; readonly text: string }[] = [
  { value: '', text: 'All of it' },
  ...Object.entries(WORDS).map(([value, text]) => ({ value, text })),
];
