/** The wall-clock time so many minutes after another: ("23:30", 60) → "00:30". */
export function endTime(startTime: string, minutes: number): string {
  const [hours = 0, rest = 0] = startTime.split(':').map(Number);
  const total = (hours * 60 + rest + minutes) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
