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

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
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
    const day = new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(`${order.startsOn}T12:00:00Z`));
    return `${day.replace(',', '')}, ${times}`;
  }
  const days = list(weekdaysOf(order.recurrence).map((day) => WEEKDAY_NAMES[day] ?? day));
  const every = Number(/INTERVAL=(\d+)/.exec(order.recurrence)?.[1] ?? 1);
  return every === 1 ? `Every ${days}, ${times}` : `Every ${every} weeks on ${days}, ${times}`;
}

export function weekdaysOf(recurrence: string | null): string[] {
  return /BYDAY=([A-Z,]+)/.exec(recurrence ?? '')?.[1]?.split(',') ?? [];
}
