import type { DayType, ProviderKind } from '../generated/graphql.js';

export const providerKindWords: Readonly<Record<ProviderKind, string>> = {
  COMPANY: 'A company',
  CHARITY: 'A charity',
  MICRO: 'A very small business',
  PERSONAL_ASSISTANT: 'A personal assistant',
  COUNCIL_RUN: 'Run by the council',
};

export const dayTypeWords: Readonly<Record<DayType, string>> = {
  EVERY_DAY: 'Every day',
  WEEKDAY: 'Monday to Friday',
  SATURDAY: 'Saturday',
  SUNDAY: 'Sunday',
  BANK_HOLIDAY: 'Bank holidays',
};

const bands: Readonly<Record<string, string>> = { day: 'In the day', evening: 'In the evening', night: 'At night' };

/** "In the day"; what we do not know stands as it is. */
export function timeBandWords(band: string): string {
  return bands[band] ?? band;
}

/** "One worker", "Two workers", "In a group". */
export function ratioWords(ratio: string): string {
  if (ratio === '1:1') return 'One worker with you';
  if (ratio === '2:1') return 'Two workers with you';
  return ratio === 'group' ? 'In a group' : ratio;
}
