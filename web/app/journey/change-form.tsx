import { Form } from 'react-router';
import { Button, Checkboxes, DateInput, Fieldset, Select, Textarea, TextInput } from '../components/index.js';
import { weekdayNames } from './calendar.js';
import { type ChangeDraft, type ChangedOrder, oftenItems } from './change-draft.js';
import { mostMoreTimes } from './more-times.js';
import { MoreTimesFields, TimeFields, timeItems } from './more-times-fields.js';
import { hasTime, plainQuantity } from './order-draft.js';
import { allowedDays, hoursHint } from './price-times.js';
import { dayValues, errorOf, type FormAnswer } from './problems.js';
import { quantityQuestion, quantitySuffix } from './quantity-words.js';

const legend = { className: 'govuk-fieldset__legend--m' };
const label = { className: 'govuk-label--m' };

interface FieldsProps {
  readonly order: ChangedOrder;
  readonly draft: ChangeDraft;
  readonly answer: FormAnswer | null;
}

function PatternFields({ order, draft, answer }: FieldsProps) {
  const variant = order.lines[0]?.variant;
  if (order.kind !== 'STANDING' || !variant) return null;
  return (
    <>
      <Checkboxes
        name="day"
        className="govuk-checkboxes--small oc-days"
        fieldset={{ legend: 'Which days?', legendOptions: legend }}
        items={allowedDays(variant).map((day) => ({ value: day, label: weekdayNames[day] }))}
        values={draft.days}
        error={errorOf(answer, 'weekdays') ?? errorOf(answer, 'pattern')}
      />
      <Select
        name="often"
        label="How often?"
        labelOptions={label}
        value={draft.often}
        items={oftenItems(draft.often)}
        error={errorOf(answer, 'everyWeeks') ?? errorOf(answer, 'monthWeek') ?? errorOf(answer, 'monthDay')}
      />
    </>
  );
}

function WhenFields({ order, draft, answer }: FieldsProps) {
  const variant = order.lines[0]?.variant;
  const isStanding = order.kind === 'STANDING';
  return (
    <>
      <DateInput
        id="from"
        namePrefix="from"
        fieldset={{ legend: isStanding ? 'From which day?' : 'Which day?', legendOptions: legend }}
        hint={isStanding ? 'Visits before that day stay as they are' : undefined}
        values={dayValues('from', draft.fromOn)}
        error={errorOf(answer, 'fromOn')}
      />
      <PatternFields order={order} draft={draft} answer={answer} />
      {variant && hasTime(variant.unit) ? (
        <Select
          name="time"
          label="What time should it start?"
          labelOptions={label}
          hint={hoursHint(variant)}
          value={draft.time}
          items={timeItems(draft.time)}
          error={errorOf(answer, 'startTime')}
        />
      ) : (
        <input type="hidden" name="time" value={draft.time} />
      )}
      {isStanding ? (
        <DateInput
          id="until"
          namePrefix="until"
          fieldset={{ legend: 'The last day (you can leave this empty)', legendOptions: legend }}
          hint="Leave it empty to go on until you stop it"
          values={dayValues('until', draft.endsOn)}
          error={errorOf(answer, 'endsOn')}
        />
      ) : null}
    </>
  );
}

/** Single visits on days of their own, beside the pattern. */
function ExtraVisitFields({ order, draft, answer }: FieldsProps) {
  const variant = order.lines[0]?.variant;
  const unit = variant?.unit ?? 'HOUR';
  const hint = variant && hasTime(unit) ? hoursHint(variant) : undefined;
  return draft.extra.map((typed, index) => {
    const of = draft.extra.length === 1 ? '' : ` (${index + 1})`;
    return (
      // Rows have no name of their own while they are typed.
      <Fieldset key={index} legend={`One extra visit${of}`} legendOptions={legend}>
        <DateInput
          id={`extra-${index}`}
          namePrefix={`extra-${index}`}
          fieldset={{ legend: `Which day?${of}` }}
          hint="Leave the day empty to take this visit out"
          values={dayValues(`extra-${index}`, typed.date)}
          error={errorOf(answer, `extraVisits[${index}].date`)}
        />
        <TimeFields
          name="extra"
          field={`extraVisits[${index}]`}
          index={index}
          typed={typed}
          unit={unit}
          hint={hint}
          answer={answer}
        />
      </Fieldset>
    );
  });
}

/** Everything about an order that can be changed, filled in as it is. */
export function ChangeForm({ order, draft, answer }: FieldsProps) {
  const variant = order.lines[0]?.variant;
  const unit = variant?.unit ?? 'HOUR';
  const hint = variant && hasTime(unit) ? hoursHint(variant) : undefined;
  const repeats = order.kind === 'STANDING';
  return (
    <Form method="post" noValidate>
      <TextInput
        name="quantity"
        label={quantityQuestion(unit)}
        labelOptions={label}
        inputMode="decimal"
        className="govuk-input--width-4"
        value={plainQuantity(draft.quantity)}
        suffix={{ content: quantitySuffix(unit) }}
        error={errorOf(answer, 'quantity')}
      />
      <WhenFields order={order} draft={draft} answer={answer} />
      {repeats ? <MoreTimesFields times={draft.more} unit={unit} hint={hint} answer={answer} /> : null}
      <ExtraVisitFields order={order} draft={draft} answer={answer} />
      <TextInput
        name="place"
        label="Where?"
        labelOptions={label}
        value={draft.place}
        error={errorOf(answer, 'place')}
        attributes={{ maxLength: 200 }}
      />
      <Textarea
        name="note"
        label="Anything they should know? (you can leave this empty)"
        labelOptions={label}
        rows={3}
        value={draft.note}
        error={errorOf(answer, 'note')}
        attributes={{ maxLength: 1000 }}
      />
      <div className="govuk-button-group">
        <Button name="intent" value="look">
          See what it does
        </Button>
        {repeats && hasTime(unit) && draft.more.length < mostMoreTimes ? (
          <Button name="intent" value="more-time" variant="secondary">
            Another time on the same days
          </Button>
        ) : null}
        {repeats ? (
          <Button name="intent" value="extra-visit" variant="secondary">
            A visit on one more day
          </Button>
        ) : null}
      </div>
    </Form>
  );
}
