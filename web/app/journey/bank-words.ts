import { countWords } from '../format/counts.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { BankLineFactsFragment, BankLineKind } from '../generated/graphql.js';

/** "2 lines still to explain". */
export function linesToExplain(count: number): string {
  return `${countWords(count, 'line')} still to explain`;
}

/** What a line is, as somebody said. @param payee of the expense, when it is one */
export function lineIs(kind: BankLineKind, payee: string | undefined): string {
  switch (kind) {
    case 'EXPENSE':
      return payee === undefined ? 'Written down here' : `Paid to ${payee}, as written down`;
    case 'INVOICE':
      return 'An invoice that was paid';
    case 'COUNCIL':
      return 'The council’s payment came';
    case 'MY_PART':
      return 'The person’s own part came';
    case 'GIVEN_BACK':
      return 'Money that went back';
    case 'NOT_THIS_BUDGET':
      return 'Not from this budget';
  }
}

/** What a line could be, for the button that says so. */
export function couldBe({ kind, payee, on }: BankLineFactsFragment['proposals'][number]): string {
  const day = dateWords(on);
  switch (kind) {
    case 'EXPENSE':
      return `Yes, it is what I paid ${payee ?? 'somebody'} on ${day}`;
    case 'INVOICE':
      return `Yes, it is the invoice paid on ${day}`;
    case 'COUNCIL':
      return `Yes, it is the council’s payment of ${day}`;
    case 'MY_PART':
      return `Yes, it is my own part of ${day}`;
    case 'GIVEN_BACK':
      return `Yes, it went back on ${day}`;
    case 'NOT_THIS_BUDGET':
      return 'It is not from this budget';
  }
}

/** "£48.20 out", "£400 in". */
export function movedWords(amountPence: number): string {
  return amountPence < 0 ? `${formatPence(-amountPence)} out` : `${formatPence(amountPence)} in`;
}
