import { dayWithYear } from '@owncourse/kernel/contract';

export interface LetterAddressee {
  readonly council: string;
  /** The London day on which it was made. */
  readonly madeOn: string;
  readonly name: string;
  /** Null, with the postcode, where the council does not know the address. */
  readonly lines: readonly string[] | null;
  readonly postcode: string | null;
}

export interface LetterTop {
  /** The letterhead: who it is from, and on which day. */
  readonly from: readonly string[];
  /** What the window of the envelope shows, line by line; null: nobody can post it yet. */
  readonly window: readonly string[] | null;
  /** Instead of the window. */
  readonly greeting: string;
}

/** What stands above a letter's title. */
export function letterTop({ council, madeOn, name, lines, postcode }: LetterAddressee): LetterTop {
  return {
    from: [council, dayWithYear(madeOn)],
    window: lines === null || postcode === null ? null : [name, ...lines, postcode],
    greeting: `To ${name}`,
  };
}
