import { formatPounds } from '@owncourse/kernel/contract';

/** As the order keeps it; sums in pence as text. */
export interface ApprovalReason {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function pounds(value: unknown): string {
  return formatPounds(BigInt(String(value)));
}

/** Why the council looks first, the same for the person, whoever acts for them and the approver. */
export function approvalReasonWords({ code, details }: ApprovalReason): string {
  switch (code) {
    case 'OVER_LIMIT':
      return `It costs ${pounds(details['pence'])} each time. The council looks at anything over ${pounds(details['limitPence'])}.`;
    case 'OVER_WEEKLY_LIMIT':
      return `It comes to ${pounds(details['pence'])} a week. The council looks at anything over ${pounds(details['limitPence'])} a week.`;
    case 'OFF_CARD':
      return 'The council has not agreed a price for this.';
    case 'CONFLICT_OF_INTEREST':
      return 'Whoever ordered it has something to do with the provider.';
    case 'CONTINGENCY':
      return 'It uses money that is kept for emergencies.';
    case 'PRICE_RISE':
      return 'The price has gone up by more than the council lets through without looking.';
    default:
      return 'The council’s rules ask for a second look.';
  }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'} left`;
}

/** "2 days left", "5 hours left": whole units, rounded down, because nobody should think they have longer. */
export function timeLeftInWords(until: Date, at: Date): string {
  const left = until.getTime() - at.getTime();
  if (left < 0) return 'Out of time';
  if (left < HOUR) return 'Less than an hour left';
  if (left < 2 * DAY) return count(Math.floor(left / HOUR), 'hour');
  return count(Math.floor(left / DAY), 'day');
}
