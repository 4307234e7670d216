import { Fieldset, Select, TextInput } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { PriceUnit } from '../generated/graphql.js';
import type { DraftTime } from './more-times.js';
import { errorOf, type FormAnswer } from './problems.js';
import { quantityQuestion, quantitySuffix } from './quantity-words.js';

/** Every half hour, from six in the morning round to half past five. */
const halfHours = Array.from({ length: 48 }, (_unused, index) => {
  const half = (index + 12) % 48;
  const value = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
  return { value, text: timeWords(value) };
});

/** The times that can be chosen, with one that stands already though it is none of them. */
export function timeItems(current: string): readonly { readonly value: string; readonly text: string }[] {
  return current === '' || halfHours.some(({ value }) => value === current)
    ? halfHours
    : [{ value: current, text: timeWords(current) }, ...halfHours];
}

interface TimeFieldsProps {
  /** Of the form's fields: "more" or "extra". */
  readonly name: 'more' | 'extra';
  /** How the service calls the fields: "moreTimes[0]". */
  readonly field: string;
  readonly index: number;
  readonly typed: DraftTime;
  readonly unit: PriceUnit;
  /** The hours that the price is for. */
  readonly hint: string | undefined;
  readonly answer: FormAnswer | null | undefined;
}

/** When a further visit starts and how much of it. */
export function TimeFields({ name, field, index, typed, unit, hint, answer }: TimeFieldsProps) {
  return (
    <>
      <Select
        id={`${name}-time-${index}`}
        name={`${name}-time`}
        label="What time should it start?"
        hint={hint}
        value={typed.time}
        items={[{ value: '', text: 'Choose a time' }, ...timeItems(typed.time)]}
        error={errorOf(answer, `${field}.startTime`)}
      />
      <TextInput
        id={`${name}-quantity-${index}`}
        name={`${name}-quantity`}
        label={quantityQuestion(unit)}
        value={typed.quantity}
        inputMode="decimal"
        autoComplete="off"
        className="govuk-input--width-4"
        suffix={{ content: quantitySuffix(unit) }}
        error={errorOf(answer, `${field}.quantity`)}
      />
    </>
  );
}

interface MoreTimesProps {
  readonly times: readonly DraftTime[];
  readonly unit: PriceUnit;
  /** The hours that the price is for. */
  readonly hint: string | undefined;
  readonly answer: FormAnswer | null | undefined;
}

/** Further times of the same days, each a visit of its own. */
export function MoreTimesFields({ times, unit, hint, answer }: MoreTimesProps) {
  return times.map((typed, index) => (
    <Fieldset
      // Rows have no name of their own while they are typed.
      key={index}
      legend={times.length === 1 ? 'Another time on the same days' : `Another time on the same days (${index + 1})`}
      legendOptions={{ className: 'govuk-fieldset__legend--m' }}
    >
      <p className="govuk-hint">Each is a visit of its own. To take it out, leave the time and the amount empty.</p>
      <TimeFields
        name="more"
        field={`moreTimes[${index}]`}
        index={index}
        typed={typed}
        unit={unit}
        hint={hint}
        answer={answer}
      />
    </Fieldset>
  ));
}

/** Where the fields of further visits are on the page, for the list of what went wrong. */
export function idsOfTimes(name: 'more' | 'extra', field: string, count: number): Readonly<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (let index = 0; index < count; index += 1) {
    ids[`${field}[${index}].date`] = `${name}-${index}-day`;
    ids[`${field}[${index}].startTime`] = `${name}-time-${index}`;
    ids[`${field}[${index}].quantity`] = `${name}-quantity-${index}`;
  }
  return ids;
}
