export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** London's clock, "09:00". */
export interface OpeningSpan {
  readonly weekday: string;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** When a store is open; a day without a span is closed. */
export interface OpeningInput {
  readonly byAppointment: boolean;
  readonly closedOnBankHolidays: boolean;
  readonly spans: readonly OpeningSpan[];
}
