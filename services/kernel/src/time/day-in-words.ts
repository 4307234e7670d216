const WORDS = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day as it stands in letters and documents: "Tuesday 3 March 2026". */
export function dayWithYear(day: string): string {
  return WORDS.format(new Date(`${day}T12:00:00Z`)).replace(',', '');
}
