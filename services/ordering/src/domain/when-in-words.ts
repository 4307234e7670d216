import { patternOf } from './pattern.js';

const WEEKDAY_NAMES: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** "10am", "2:30pm", "noon", "midnight". */
export function timeInWords(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (minutes === 0 && hours === 12) return 'noon';
  if (minutes === 0 && hours === 0) return 'midnight';
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  return `${hour}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}${hours < 12 ? 'am' : 'pm'}`;
}

const ORDINALS: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** "Tuesday 3 March". */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(',', '');
}

/** "Every Monday and Thursday, 10am to noon", "Every 2 weeks on Tuesday, 9:30am to 11am", "Tuesday 3 March, 10am to noon". */
export function whenInWords(order: {
  recurrence: string | null;
  startsOn: string;
  startTime: string;
  endTime: string;
}): string {
  const times = `${timeInWords(order.startTime)} to ${timeInWords(order.endTime)}`;
  if (order.recurrence === null) {
    return `${dayInWords(order.startsOn)}, ${times}`;
  }
  const pattern = patternOf(order.recurrence);
  const days = list((pattern?.weekdays ?? []).map((day) => WEEKDAY_NAMES[day] ?? day));
  if (pattern?.monthDay) return `On day ${pattern.monthDay} of every month, ${times}`;
  if (pattern?.monthWeek) return `On the ${ORDINALS[pattern.monthWeek] ?? ''} ${days} of every month, ${times}`;
  const every = pattern?.everyWeeks ?? 1;
  return every === 1 ? `Every ${days}, ${times}` : `Every ${every} weeks on ${days}, ${times}`;
}
