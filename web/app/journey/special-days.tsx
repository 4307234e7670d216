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
