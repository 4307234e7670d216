import { InsetText, MoneyText, Warning } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { listWords } from './calendar.js';

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

const mostDaysNamed = 6;

/** Days on which nobody comes, because the budget cannot pay for them; nothing when there are none. */
export function LeftOutDays({ days }: { readonly days: readonly string[] }) {
  if (days.length === 0) return null;
  const named = days.slice(0, mostDaysNamed).map((day) => dateWords(day));
  const more = days.length - named.length;
  return (
    <Warning>
      Nobody comes on {listWords(more > 0 ? [...named, `${more} more days`] : named)}. It costs more then than the
      council pays, or cannot be bought. Choose other days, or ask the council.
    </Warning>
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
