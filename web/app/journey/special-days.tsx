import { InsetText, MoneyText } from '../components/index.js';
import { dateWords } from '../format/dates.js';

export interface SpecialDaysProps {
  readonly days: readonly { readonly day: string; readonly pence: number; readonly why: string }[];
}

/** Visits that cost something else than the others, and why; nothing when all cost the same. */
export function SpecialDays({ days }: SpecialDaysProps) {
  if (days.length === 0) return null;
  return (
    <InsetText>
      Some days cost something else:
      <ul className="govuk-list govuk-list--bullet">
        {days.map(({ day, pence, why }) => (
          <li key={day}>
            {dateWords(day)}: <MoneyText pence={pence} />, because {why}.
          </li>
        ))}
      </ul>
    </InsetText>
  );
}

/** The same for the form, so that the yes is to these sums. */
export function ShownDays({ days }: { readonly days: readonly { readonly day: string; readonly pence: number }[] }) {
  return days.map(({ day, pence }) => <input type="hidden" key={day} name="shownDay" value={`${day}=${pence}`} />);
}

/** "2026-04-03=6025" for each day of its own price that the form showed. */
export function shownDaysOf(form: FormData): { day: string; amountPence: number }[] {
  return form.getAll('shownDay').flatMap((one) => {
    const [day, pence] = typeof one === 'string' ? one.split('=') : [];
    return day && pence ? [{ day, amountPence: Number(pence) }] : [];
  });
}
