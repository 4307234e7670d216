import type { Pence } from '@owncourse/kernel/contract';

/** All accounts of one kind: pence; what is in is above zero. */
export interface TrialBalanceLine {
  readonly kind: string;
  /** Of funders' accounts; empty for others. */
  readonly fundingKind: string;
  readonly openingPence: Pence;
  readonly inPence: Pence;
  readonly outPence: Pence;
  readonly closingPence: Pence;
}

export interface ClosedMonth {
  readonly councilId: string;
  /** First day. */
  readonly month: string;
  readonly lines: readonly TrialBalanceLine[];
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly signedBy: string;
  readonly signedAt: string;
  /** The newest link of the chain over the month's transfers; 0 and empty where there is none. */
  readonly chainSequence: bigint;
  readonly chainCode: string;
}

const WORDS: Readonly<Record<string, string>> = {
  funder: 'Paid in by funders',
  person: 'Paid in by people',
  available: 'Left in budgets',
  committed: 'Promised for orders',
  accrued: 'Owed for visits, no invoice yet',
  invoiced: 'Owed on approved invoices',
  paid: 'Paid to providers and others',
  reclaimed: 'Given back to the council',
  recoverable: 'To come back from providers',
  settlement: 'Came back from providers',
  card_clearing: 'People’s own money: taken by card',
  provider_payable: 'People’s own money: owed to providers',
};

/** What a kind of account is, to an officer. */
export function accountWords(kind: string): string {
  return WORDS[kind] ?? kind;
}

/** The figures as lines of text, always in the same order and form. */
export function balanceText(lines: readonly TrialBalanceLine[]): string {
  return lines
    .map((line) =>
      [line.kind, line.fundingKind || '-', line.openingPence, line.inPence, line.outPence, line.closingPence].join(' '),
    )
    .join('\n');
}

/** What is signed: everything that makes the month what it is, as text that a person can read and a program can take apart. */
export function closeDocument(closed: ClosedMonth): string {
  return [
    'Owncourse trial balance 1',
    `council ${closed.councilId}`,
    `month ${closed.month.slice(0, 7)}`,
    `chain ${closed.chainSequence} ${closed.chainCode || '-'}`,
    `prepared ${closed.preparedBy} ${closed.preparedAt}`,
    `signed ${closed.signedBy} ${closed.signedAt}`,
    'kind funder opening in out closing (pence)',
    balanceText(closed.lines),
    '',
  ].join('\n');
}
