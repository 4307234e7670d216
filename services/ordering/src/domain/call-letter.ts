import { dayWithYear, formatPounds, londonDate, type Pence } from '@owncourse/kernel/contract';
import { type LetterContent } from './letter-content.js';

/** Something that was done in a call. */
export interface CallAct {
  readonly kind: 'ORDERED' | 'CONFIRMED' | 'QUESTIONED' | 'CANCELLED';
  readonly serviceName: string;
  readonly providerName: string;
  readonly isStanding: boolean;
  /** London days of the visits it is about; null for what was ordered. */
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  readonly visits: number;
  /** The price of one visit, what a visit cost, or the fee. */
  readonly pence: Pence;
  readonly reason: string | null;
}

function which({ firstOn, lastOn, visits }: CallAct): string {
  if (firstOn === null || lastOn === null) return 'the visits to come';
  if (visits === 1) return `the visit on ${dayWithYear(firstOn)}`;
  return `${visits} visits, from ${dayWithYear(firstOn)} to ${dayWithYear(lastOn)}`;
}

/** One act as a sentence that works after anybody's name and none: "Ordered: Help at home with Kind Hands, £48.20." */
export function callActWords(act: CallAct): string {
  const what = `${act.serviceName} with ${act.providerName}`;
  switch (act.kind) {
    case 'ORDERED':
      return `Ordered: ${what}, ${formatPounds(act.pence)}${act.isStanding ? ' each time' : ''}.`;
    case 'CONFIRMED':
      return `Said yes to a visit: ${what}, ${which(act)}, ${formatPounds(act.pence)}.`;
    case 'QUESTIONED':
      return `Said that something was not right: ${what}, ${which(act)}. “${act.reason ?? ''}” The provider is asked.`;
    case 'CANCELLED':
      return `Cancelled: ${what}, ${which(act)}. ${act.pence === 0n ? 'It costs nothing.' : `It costs ${formatPounds(act.pence)}.`}`;
  }
}

export interface CallForLetter {
  readonly beganAt: Date;
  readonly takenByName: string;
  /** Who spoke for the person; null when they spoke themselves. */
  readonly speakerName: string | null;
  readonly acts: readonly CallAct[];
  /** What was agreed of each order that was placed, one after the other. */
  readonly orders: readonly LetterContent['facts'][];
}

/** What was done in one telephone call, told to the person. */
export function callLetter({ beganAt, takenByName, speakerName, acts, orders }: CallForLetter): LetterContent {
  const day = dayWithYear(londonDate(beganAt));
  return {
    title: `What we did on the telephone on ${day}`,
    lines: [
      speakerName === null
        ? `You spoke with ${takenByName} on the telephone. We read everything out, and you said yes.`
        : `${speakerName} spoke for you with ${takenByName} on the telephone. We read everything out, and they said yes.`,
      ...acts.map(callActWords),
    ],
    facts: orders.flat(),
  };
}
