const perUnit: Readonly<Record<string, string>> = {
  hour: 'an hour',
  visit15: 'a 15-minute visit',
  visit30: 'a 30-minute visit',
  visit45: 'a 45-minute visit',
  visit60: 'a one-hour visit',
  nightasleep: 'a night (asleep)',
  nightawake: 'a night (awake)',
  day: 'a day',
  session: 'a session',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  mile: 'a mile',
  item: 'each',
};

const counted: Readonly<Record<string, readonly [one: string, many: string]>> = {
  hour: ['hour', 'hours'],
  visit15: ['15-minute visit', '15-minute visits'],
  visit30: ['30-minute visit', '30-minute visits'],
  visit45: ['45-minute visit', '45-minute visits'],
  visit60: ['one-hour visit', 'one-hour visits'],
  nightasleep: ['night (asleep)', 'nights (asleep)'],
  nightawake: ['night (awake)', 'nights (awake)'],
  day: ['day', 'days'],
  session: ['session', 'sessions'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  year: ['year', 'years'],
  mile: ['mile', 'miles'],
  item: ['item', 'items'],
};

/** `visit15`, `VISIT_15` and `night-asleep` all name the same unit. */
function unitKey(unit: string): string {
  return unit.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The unit of a price in words, such as "an hour". */
export function perUnitWords(unit: string): string {
  return perUnit[unitKey(unit)] ?? `for each ${unit}`;
}

/** A quantity in words: ("2.0000", "hour") → "2 hours". The quantity is a decimal string. */
export function quantityWords(quantity: string, unit: string): string {
  const shown = quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;
  const [one, many] = counted[unitKey(unit)] ?? [unit, `${unit}s`];
  return `${shown} ${shown === '1' ? one : many}`;
}
