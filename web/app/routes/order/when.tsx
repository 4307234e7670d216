import { Form, redirect } from 'react-router';
import {
  Anchor,
  Button,
  Checkboxes,
  DateInput,
  DateText,
  InsetText,
  Select,
  TextInput,
} from '../../components/index.js';
import { addDays, isDay, type Weekday, weekdayNames, weekdayOf, weekdays } from '../../journey/calendar.js';
import { allowedDays, daysWords, hoursHint, otherPrice } from '../../journey/price-times.js';
import {
  hasTime,
  type OrderDraft,
  problemsOfWhat,
  problemsOfWhen,
  usualTime,
  visitDays,
} from '../../journey/order-draft.js';
import { mostMoreTimes, readMoreTimes } from '../../journey/more-times.js';
import { idsOfTimes, MoreTimesFields, timeItems } from '../../journey/more-times-fields.js';
import { OrderFrame } from '../../journey/order-frame.js';
import { type OrderedOption, orderPage, stepHref } from '../../journey/order-page.js';
import { dayOf, dayValues, errorOf, type FormAnswer, FormProblems, textOf } from '../../journey/problems.js';
import { quantitySuffix } from '../../journey/quantity-words.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/when.js';

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  if (problemsOfWhat(page.draft, page.variant).length > 0) throw redirect(stepHref(page, 'what'));
  return { ...page, actingFor: page.subject.actingFor };
}

export async function action(args: Route.ActionArgs) {
  const page = await orderPage(args);
  const form = await args.request.formData();
  const chosen = form.getAll('day');
  const days = weekdays.filter((day) => chosen.includes(day));
  const every = Number(textOf(form, 'every'));
  const draft: OrderDraft = {
    ...page.draft,
    days,
    startsOn: dayOf(form, 'on'),
    endsOn: dayOf(form, 'until'),
    thenOn: dayOf(form, 'then'),
    thenQuantity: textOf(form, 'then-quantity'),
    everyWeeks: [1, 2, 3, 4].includes(every) ? every : 1,
    time: textOf(form, 'time'),
    more: page.draft.how === 'weekly' ? readMoreTimes(form) : [],
  };
  if (textOf(form, 'intent') === 'more-time')
    return { problems: [], refused: null, draft: { ...draft, more: [...draft.more, { time: '', quantity: '' }] } };
  const problems = problemsOfWhen(draft, page.variant, page.today);
  if (problems.length > 0) return { problems, refused: null, draft };
  throw redirect(stepHref({ ...page, draft }, 'cost'));
}

/** The first day that can be, from tomorrow and from when the provider is free. */
function firstPossibleDay(today: string, nextAvailableOn: string | null, variant: OrderedOption): string {
  const allowed = allowedDays(variant);
  let day = addDays(today, 1);
  if (nextAvailableOn !== null && nextAvailableOn > day) day = nextAvailableOn;
  while (!allowed.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
}

/** Where the day or the time is not for this price: the price of the same service that is. */
function OtherPrice({
  page,
  draft,
}: {
  readonly page: Route.ComponentProps['loaderData'];
  readonly draft: OrderDraft;
}) {
  const { service, variant } = page;
  const [first = draft.startsOn] = draft.how === 'weekly' ? visitDays(draft, page.today, null) : [];
  const other = isDay(first) ? otherPrice(variant, service.variants, first, draft.time) : null;
  if (!other) return null;
  return (
    <InsetText>
      <Anchor className="govuk-link" href={stepHref({ ...page, variant: other, draft }, 'when')}>
        Choose “{other.name}” instead
      </Anchor>
      . That price is for then.
    </InsetText>
  );
}

interface FieldsProps {
  readonly draft: OrderDraft;
  readonly variant: OrderedOption;
  readonly answer: FormAnswer | undefined;
}

function WeekdayFields({ draft, variant, answer }: FieldsProps) {
  const meets = draft.how === 'meet';
  const allowed: readonly Weekday[] = allowedDays(variant);
  const [only] = allowed;
  return (
    <>
      {only && allowed.length === 1 ? (
        <p className="govuk-body">
          <input type="hidden" name="day" value={only} />
          This price is for {daysWords(variant)}.
        </p>
      ) : (
        <Checkboxes
          name="day"
          className="govuk-checkboxes--small oc-days"
          fieldset={{
            legend: meets ? 'If it suits, which days after that?' : 'Which days?',
            legendOptions: { className: 'govuk-fieldset__legend--m' },
          }}
          hint={allowed.length < weekdays.length ? `This price is for ${daysWords(variant)}` : undefined}
          items={allowed.map((day) => ({ value: day, label: weekdayNames[day] }))}
          values={draft.days}
          error={errorOf(answer, 'day')}
        />
      )}
      <Select
        name="every"
        label="How often?"
        labelOptions={{ className: 'govuk-label--m' }}
        value={String(draft.everyWeeks)}
        items={[
          { value: '1', text: 'Every week' },
          { value: '2', text: 'Every 2 weeks' },
          { value: '3', text: 'Every 3 weeks' },
          { value: '4', text: 'Every 4 weeks' },
        ]}
      />
    </>
  );
}

function DayAfterMeeting({ draft, answer }: FieldsProps) {
  return (
    <DateInput
      id="then"
      namePrefix="then"
      fieldset={{
        legend: 'From which day? (you can leave this empty)',
        legendOptions: { className: 'govuk-fieldset__legend--m' },
      }}
      hint="Leave it empty to start soon after you say yes. Nothing is ordered before that"
      values={dayValues('then', draft.thenOn)}
      error={errorOf(answer, 'then')}
    />
  );
}

function LastDay({ draft, answer }: FieldsProps) {
  return (
    <DateInput
      id="until"
      namePrefix="until"
      fieldset={{
        legend: 'The last day (you can leave this empty)',
        legendOptions: { className: 'govuk-fieldset__legend--m' },
      }}
      hint="Leave it empty to go on until you stop it"
      values={dayValues('until', draft.endsOn)}
      error={errorOf(answer, 'until')}
    />
  );
}

export default function When({ loaderData, actionData }: Route.ComponentProps) {
  const { service, variant, today } = loaderData;
  const typed = actionData?.draft ?? loaderData.draft;
  const isNew = actionData === undefined && typed.startsOn === '';
  const firstDay = firstPossibleDay(today, service.nextAvailableOn, variant);
  const draft = isNew ? { ...typed, startsOn: firstDay, time: usualTime(variant) } : typed;
  const isWeekly = draft.how === 'weekly';
  const meets = draft.how === 'meet';
  const time = draft.time === '' ? usualTime(variant) : draft.time;
  const fields = { draft, variant, answer: actionData };
  const hasProblems = (actionData?.problems.length ?? 0) > 0;
  const repeats = isWeekly && hasTime(variant.unit);
  return (
    <OrderFrame
      page={loaderData}
      step={2}
      backHref={stepHref(loaderData, 'what')}
      problems={
        <FormProblems
          answer={actionData}
          ids={{
            on: 'on-day',
            until: 'until-day',
            then: 'then-day',
            ...idsOfTimes('more', 'moreTimes', draft.more.length),
          }}
        />
      }
    >
      <FormTitle title="When?" hasErrors={hasProblems} />
      <h1 className="govuk-heading-xl">When?</h1>
      {hasProblems ? <OtherPrice page={loaderData} draft={draft} /> : null}
      <Form method="post" noValidate>
        {isWeekly ? <WeekdayFields {...fields} /> : null}
        <DateInput
          id="on"
          namePrefix="on"
          fieldset={{
            legend: isWeekly ? 'The first day' : meets ? 'Which day would you like to meet?' : 'Which day?',
            legendOptions: { className: 'govuk-fieldset__legend--m' },
          }}
          hint={
            service.nextAvailableOn && service.nextAvailableOn > today ? (
              <>
                They have time from <DateText date={service.nextAvailableOn} />
              </>
            ) : (
              `For example, ${Object.values(dayValues('on', firstDay)).join(' ')}`
            )
          }
          values={dayValues('on', isDay(draft.startsOn) || !isNew ? draft.startsOn : firstDay)}
          error={errorOf(actionData, 'on')}
        />
        {isWeekly ? <LastDay {...fields} /> : null}
        {hasTime(variant.unit) ? (
          <Select
            name="time"
            label="What time should it start?"
            labelOptions={{ className: 'govuk-label--m' }}
            hint={hoursHint(variant)}
            value={time}
            items={timeItems(time)}
            error={errorOf(actionData, 'time')}
          />
        ) : (
          <input type="hidden" name="time" value={usualTime(variant)} />
        )}
        {meets ? (
          <>
            <WeekdayFields {...fields} />
            <TextInput
              name="then-quantity"
              label="How much each time after that? (you can leave this empty)"
              labelOptions={{ className: 'govuk-label--m' }}
              hint="Leave it empty for as much as when you meet"
              value={draft.thenQuantity}
              inputMode="decimal"
              autoComplete="off"
              className="govuk-input--width-4"
              suffix={{ content: quantitySuffix(variant.unit) }}
              error={errorOf(actionData, 'then-quantity')}
            />
            <DayAfterMeeting {...fields} />
          </>
        ) : null}
        {repeats ? (
          <MoreTimesFields times={draft.more} unit={variant.unit} hint={hoursHint(variant)} answer={actionData} />
        ) : null}
        <div className="govuk-button-group">
          <Button>Continue</Button>
          {repeats && draft.more.length < mostMoreTimes ? (
            <Button name="intent" value="more-time" variant="secondary">
              Another time on the same days
            </Button>
          ) : null}
        </div>
      </Form>
    </OrderFrame>
  );
}
