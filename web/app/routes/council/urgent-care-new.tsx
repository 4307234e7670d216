import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { dateWords } from '../../format/dates.js';
import { perUnitWords } from '../../format/units.js';
import {
  PeopleNamedDocument,
  StartUrgentCareDocument,
  UrgentCareForDocument,
  UrgentOptionsDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { addDays, weekdayOf } from '../../journey/calendar.js';
import { allowedDays, hoursWords, type Priced } from '../../journey/price-times.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { FindPerson } from '../../work/find-person.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/urgent-care-new.js';

/** What most urgent care is; shown first, so that the whole of it is on one screen. */
const USUAL_KIND = 'personal-care';
const DAYS_TO_CHOOSE = 7;

/** ", starts at 5pm or later, and before 11pm", or nothing. */
function startsWords(variant: Priced): string {
  const hours = hoursWords(variant);
  return hours === null ? '' : `, starts ${hours}`;
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'CARE_MANAGER', 'APPROVER');
  const address = new URL(request.url).searchParams;
  const [budgetId, name] = [address.get('budget'), address.get('name')];
  const today = todayOf(context);
  const back = viewer.roles.includes('APPROVER')
    ? { href: '/council/urgent-care', text: 'Urgent care' }
    : { href: '/council/people', text: 'My people' };
  if (budgetId === null) {
    const found =
      name === null ? [] : (await callGraphql({ context, request }, PeopleNamedDocument, { name })).peopleNamed;
    return { chosen: null, found, name, today, back, formKey: newFormKey() };
  }
  const { budget, supportTypes } = await callGraphql({ context, request }, UrgentCareForDocument, { budgetId });
  if (!budget) notFound();
  const kinds = supportTypes.map(({ slug, name: text }) => ({ value: slug, text }));
  const kind = address.get('kind') ?? (kinds.some(({ value }) => value === USUAL_KIND) ? USUAL_KIND : kinds[0]?.value);
  const { urgentOptions } = await callGraphql({ context, request }, UrgentOptionsDocument, {
    personId: budget.person.id,
    supportType: kind ?? '',
  });
  const options = urgentOptions.filter(({ variant }) => allowedDays(variant).includes(weekdayOf(today)));
  return { chosen: { budget, kinds, kind: kind ?? '', options }, found: [], name, today, back, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const later = textOf(form, 'when') === 'later';
  const days = textOf(form, 'days');
  const problems = [
    ...(textOf(form, 'variantId') === '' ? [{ field: 'variantId', message: 'Choose who should come' }] : []),
    ...(textOf(form, 'when') === '' ? [{ field: 'when', message: 'Choose now, or later' }] : []),
    ...(later && textOf(form, 'startTime') === ''
      ? [{ field: 'startTime', message: 'Enter a time such as 14:00' }]
      : []),
    ...(textOf(form, 'quantity') === '' ? [{ field: 'quantity', message: 'Enter how much, such as 2' }] : []),
    ...(/^\d{1,2}$/.test(days) ? [] : [{ field: 'days', message: 'Enter a number of days, such as 1' }]),
    ...(textOf(form, 'reason') === '' ? [{ field: 'reason', message: 'Say why it cannot wait' }] : []),
  ];
  if (problems.length > 0) return putRight(problems, values);
  const { startUrgentCare } = await callGraphql({ context, request }, StartUrgentCareDocument, {
    input: {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      personId: textOf(form, 'personId'),
      variantId: textOf(form, 'variantId'),
      quantity: textOf(form, 'quantity'),
      date: later ? textOf(form, 'date') : null,
      startTime: later ? textOf(form, 'startTime') : null,
      days: Number(days),
      place: textOf(form, 'place'),
      note: textOf(form, 'note') || null,
      reason: textOf(form, 'reason'),
    },
  });
  if (isRefused(startUrgentCare)) return notDone(startUrgentCare, values);
  throw redirect(`/council/urgent-care/${startUrgentCare.order.id}`);
}

type Loaded = Route.ComponentProps['loaderData'];
type Chosen = NonNullable<Loaded['chosen']>;

/** Another kind of help: a form of its own, so that it works without script. */
function Kind({ chosen: { kinds, kind, budget } }: { readonly chosen: Chosen }) {
  return (
    <Form method="get">
      <input type="hidden" name="budget" value={budget.id} />
      <Select name="kind" label="What kind of help?" items={kinds} value={kind} />
      <Button variant="secondary">Show who could come</Button>
    </Form>
  );
}

interface Asked {
  readonly answer: NotDone | undefined;
}

function When({ answer, today }: Asked & { readonly today: string }) {
  const days = Array.from({ length: DAYS_TO_CHOOSE }, (_, number) => addDays(today, number));
  return (
    <Radios
      name="when"
      fieldset={{ legend: 'When?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
      value={answer?.values['when'] ?? 'now'}
      error={problemOf(answer, 'when')}
      items={[
        { value: 'now', label: 'Now' },
        {
          value: 'later',
          label: 'Later',
          conditional: (
            <>
              <Select
                name="date"
                label="Day"
                items={days.map((day, number) => ({
                  value: day,
                  text: number === 0 ? `Today, ${dateWords(day)}` : dateWords(day),
                }))}
                value={answer?.values['date'] ?? today}
                error={problemOf(answer, 'date')}
              />
              <TextInput
                name="startTime"
                label="Time"
                hint="Such as 14:00"
                className="govuk-input--width-5"
                value={answer?.values['startTime']}
                error={problemOf(answer, 'startTime')}
                autoComplete="off"
              />
            </>
          ),
        },
      ]}
    />
  );
}

function HowMuch({ answer }: Asked) {
  return (
    <>
      <TextInput
        name="quantity"
        label="How much each day?"
        hint="Hours or visits, as the price says"
        className="govuk-input--width-5"
        inputMode="decimal"
        value={answer?.values['quantity'] ?? '2'}
        error={problemOf(answer, 'quantity')}
        autoComplete="off"
      />
      <TextInput
        name="days"
        label="For how many days, one after the other?"
        hint="Days with another price, such as Sundays, are ordered at the price for that day."
        className="govuk-input--width-2"
        inputMode="numeric"
        value={answer?.values['days'] ?? '1'}
        error={problemOf(answer, 'days')}
        autoComplete="off"
      />
      <TextInput
        name="place"
        label="Where?"
        value={answer?.values['place'] ?? 'At home'}
        error={problemOf(answer, 'place')}
        autoComplete="off"
      />
    </>
  );
}

function Start({
  loaded: { today, formKey },
  chosen,
  answer,
}: Asked & { readonly loaded: Loaded; readonly chosen: Chosen }) {
  const { budget, options } = chosen;
  const { name, id } = budget.person;
  return (
    <Form method="post">
      <FormKey value={formKey} />
      <input type="hidden" name="personId" value={id} />
      <Select
        name="variantId"
        label="Who should come?"
        hint="The nearest first. You see their telephone number next."
        value={answer?.values['variantId']}
        error={problemOf(answer, 'variantId')}
        items={[
          { value: '', text: 'Choose' },
          ...options.map(({ variant, service, provider, unitPricePence }) => ({
            value: variant.id,
            text: `${provider.name}: ${service.name}. ${variant.name}, ${formatPence(unitPricePence)} ${perUnitWords(variant.unit)}${startsWords(variant)}`,
          })),
        ]}
      />
      <When answer={answer} today={today} />
      <HowMuch answer={answer} />
      <Textarea
        name="note"
        label="What should the provider know? (if anything)"
        rows={2}
        value={answer?.values['note']}
        error={problemOf(answer, 'note')}
        attributes={{ maxLength: 500 }}
      />
      <Textarea
        name="reason"
        label="Why can it not wait?"
        hint={`${name} and the council’s finance officers can read this. The provider cannot.`}
        rows={3}
        value={answer?.values['reason']}
        error={problemOf(answer, 'reason')}
        attributes={{ maxLength: 500 }}
      />
      <Button>Start it now</Button>
    </Form>
  );
}

export default function UrgentCareNew({ loaderData, actionData }: Route.ComponentProps) {
  const { chosen, found, name, back } = loaderData;
  if (chosen === null)
    return (
      <Page before={<BackLink href={back.href}>{back.text}</BackLink>}>
        <FormTitle title="Start urgent care" hasErrors={false} />
        <h1 className="govuk-heading-xl">Who needs help now?</h1>
        <FindPerson name={name} found={found} hrefOf={(budgetId) => `/council/urgent-care/new?budget=${budgetId}`} />
      </Page>
    );
  const { budget, options } = chosen;
  const { person } = budget;
  return (
    <Page before={<BackLink href={back.href}>{back.text}</BackLink>}>
      <FormTitle title={`Urgent care for ${person.name}`} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Urgent care for {person.name}</h1>
      <InsetText>
        {person.name} has <MoneyText pence={budget.availablePence} /> left. If that is not enough, the council puts in
        what is missing. Nobody has to approve it first.
        {person.communicationNeeds.length > 0 ? (
          <>
            <br />
            Good to know: {person.communicationNeeds.join(', ')}
          </>
        ) : null}
      </InsetText>
      <Kind chosen={chosen} />
      {options.length === 0 ? (
        <EmptyState icon="inbox" title="Nobody offers this today">
          <p className="govuk-body">
            Choose another kind of help, or{' '}
            <Anchor href="/search" className="govuk-link">
              search all support
            </Anchor>
            .
          </p>
        </EmptyState>
      ) : (
        <Start loaded={loaderData} chosen={chosen} answer={actionData} />
      )}
    </Page>
  );
}
