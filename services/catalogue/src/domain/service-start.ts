import { daysBetween } from '@owncourse/kernel/contract';
import type { StartWord } from '../contract/search.port.js';

export type StartState = 'HAS_ROOM_NOW' | 'FROM_DAY' | 'ASK_FIRST' | 'NOT_SAID';

/** When somebody new can start, as it is shown. London days. */
export interface ServiceStart {
  readonly state: StartState;
  readonly on: string | null;
  readonly toldOn: string | null;
  /** Whole weeks since it was said. */
  readonly toldWeeksAgo: number | null;
}

/** @param today a London day */
export function serviceStart(word: StartWord | null, today: string): ServiceStart {
  if (word === null) return { state: 'NOT_SAID', on: null, toldOn: null, toldWeeksAgo: null };
  const { nextAvailableOn: on, toldOn, isOld } = word;
  const state = isOld ? 'ASK_FIRST' : on <= today ? 'HAS_ROOM_NOW' : 'FROM_DAY';
  const toldWeeksAgo = toldOn === null ? null : Math.max(0, Math.floor(daysBetween(toldOn, today) / 7));
  return { state, on, toldOn, toldWeeksAgo };
}
