import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  Checkboxes,
  DateInput,
  MoneyText,
  Page,
  Select,
  SummaryList,
  Textarea,
  TextInput,
  Warning,
} from '../../components/index.js';
import { dateWords, machineDate, timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  AmendmentPreviewDocument,
  type AmendmentPreviewQuery,
  AmendOrderDocument,
  ChangeOrderDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf, whose } from '../../journey/acting-for.js';
import { addDays, weekdayNames } from '../../journey/calendar.js';
import { canStillCancel } from '../../journey/cancelling.js';
import {
  type ChangeDraft,
  changeInput,
  type ChangedOrder,
  draftOfOrder,
  oftenItems,
  readChange,
} from '../../journey/change-draft.js';
import { FormTitle } from '../../journey/form-title.js';
import { allowedDays, hasTime, plainQuantity } from '../../journey/order-draft.js';
import { answerOf, dayValues, errorOf, type FormAnswer, FormProblems, textOf } from '../../journey/problems.js';
import { amountWords, quantityQuestion, quantitySuffix } from '../../journey/quantity-words.js';
import { OwnMoneyYes } from '../../journey/own-money.js';
import { ShownDays, shownDaysOf, SpecialDays } from '../../journey/special-days.js';
import type { Route } from './+types/change.js';

type Preview = Extract<AmendmentPreviewQuery['amendmentPreview'], { __typename: 'AmendmentPreview' }>;
interface Asked {
  readonly context: Route.LoaderArgs['context'];
  readonly request: Request;
}

async function orderOf(asked: Asked, orderId: string, subject: Subject): Promise<ChangedOrder> {
  const { order } = await callGraphql(asked, ChangeOrderDocument, { id: orderId });
  if (order?.person.id !== subject.personId) notFound();
  return order;
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const order = await orderOf({ context, request }, params.orderId, subject);
  const [next] = order.nextOccurrences.filter((visit) => canStillCancel(order, visit));
  if (!next) throw redirect(keepFor(`/my-orders/${order.id}`, subject));
  const tomorrow = addDays(machineDate(storefront(context).now), 1);
  const fromOn = order.kind === 'STANDING' ? (next.onDate > tomorrow ? next.onDate : tomorrow) : order.startsOn;
  return { order, subject, draft: draftOfOrder(order, fromOn), key: crypto.randomUUID(), actingFor: subject.actingFor };
}

interface Looked {
  readonly draft: ChangeDraft;
  readonly answer: FormAnswer | null;
  readonly preview: Preview | null;
  readonly unitPricePence: number;
}

/** What the change would do; asks once more with the price of the first day when that is another one. */
async function look(asked: Asked, order: ChangedOrder, draft: ChangeDraft): Promise<Looked> {
  const key = 'a-preview-has-no-key';
  let unitPricePence = order.lines[0]?.unitPricePence ?? 0;
  const ask = async () =>
    (await callGraphql(asked, AmendmentPreviewDocument, { input: changeInput(order, draft, unitPricePence, key) }))
      .amendmentPreview;
  let result = await ask();
  if (result.__typename === 'PriceChanged') {
    unitPricePence = result.unitPricePence;
    result = await ask();
  }
  if (result.__typename === 'AmendmentPreview') return { draft, answer: null, preview: result, unitPricePence };
  return { draft, answer: shortfallWords(result) ?? answerOf(result), preview: null, unitPricePence };
}

function shortfallWords(result: AmendmentPreviewQuery['amendmentPreview']): FormAnswer | null {
  if (result.__typename !== 'BudgetShortfall') return null;
  const lacking = formatPence(result.neededPence - result.availablePence);
  const when = result.shortWeekStarting
    ? ` The money would run short in the week of ${dateWords(result.shortWeekStarting)}.`
    : '';
  return {
    problems: [],
    refused: {
      message: result.message,
      whatToDo: `It lacks ${lacking}.${when} Choose less, or a later day. Nothing was changed.`,
    },
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const order = await orderOf({ context, request }, params.orderId, subject);
  const draft = readChange(form);
  const intent = textOf(form, 'intent');
  if (intent === 'edit') return { draft, answer: null, preview: null, unitPricePence: 0 };
  if (intent !== 'send') {
    const missing = [
      ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.fromOn)
        ? []
        : [{ field: 'fromOn', message: 'Enter the day the change starts' }]),
      ...(draft.endsOn === '' || /^\d{4}-\d{2}-\d{2}$/.test(draft.endsOn)
        ? []
        : [{ field: 'endsOn', message: 'Enter a day that is in the calendar, or leave it empty' }]),
    ];
    if (missing.length > 0)
      return { draft, answer: { problems: missing, refused: null }, preview: null, unitPricePence: 0 };
    return look({ context, request }, order, draft);
  }
  const version = Number(textOf(form, 'version'));
  const unitPricePence = Number(textOf(form, 'unitPricePence'));
  const ownPence = textOf(form, 'ownPence');
  if (ownPence !== '' && textOf(form, 'own') !== 'yes') {
    const looked = await look({ context, request }, order, draft);
    const problems = [{ field: 'own', message: 'Say yes to the part that is own money, or change something' }];
    return { ...looked, answer: { problems, refused: null } };
  }
  const { amendOrder } = await callGraphql({ context, request }, AmendOrderDocument, {
    input: changeInput(
      { ...order, version },
      draft,
      unitPricePence,
      textOf(form, 'key'),
      ownPence === '' ? null : Number(ownPence),
      shownDaysOf(form),
    ),
  });
  if (amendOrder.__typename === 'Order') throw redirect(keepFor(`/my-orders/${order.id}?changed=1`, subject));
  // With the new prices in view, the same change can be sent again.
  if (amendOrder.__typename === 'PriceChanged')
    return { ...(await look({ context, request }, order, draft)), answer: answerOf(amendOrder) };
  return { draft, answer: answerOf(amendOrder), preview: null, unitPricePence };
}

/** Every half hour of the day. */
const times = Array.from({ length: 48 }, (_unused, index) => {
  const value = `${String(Math.floor(index / 2)).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`;
  return { value, text: timeWords(value) };
});

const ids = {
  fromOn: 'from-day',
  endsOn: 'until-day',
  weekdays: 'day',
  pattern: 'day',
  startTime: 'time',
  monthDay: 'often',
  monthWeek: 'often',
  everyWeeks: 'often',
};
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
  const items = times.some(({ value }) => value === draft.time)
    ? times
    : [{ value: draft.time, text: timeWords(draft.time) }, ...times];
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
          value={draft.time}
          items={items}
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

function ChangeForm({ order, draft, answer }: FieldsProps) {
  const unit = order.lines[0]?.variant.unit ?? 'HOUR';
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
      <Button name="intent" value="look">
        See what it does
      </Button>
    </Form>
  );
}

function Hidden({ draft }: { readonly draft: ChangeDraft }) {
  const { days, ...rest } = draft;
  return (
    <>
      {Object.entries(rest).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {days.map((day) => (
        <input key={day} type="hidden" name="day" value={day} />
      ))}
    </>
  );
}

function countWords(preview: Preview): string {
  const parts = [
    [preview.visitsChanged, 'changed'],
    [preview.visitsAdded, 'new'],
    [preview.visitsDropped, 'taken out'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.length === 0 ? 'No visit changes' : `${words.join(', ')}, in the next 26 weeks`;
}

function movedWords(pence: number): string {
  if (pence === 0) return 'Nothing more or less';
  return pence > 0 ? `${formatPence(pence)} more` : `${formatPence(-pence)} comes back`;
}

interface EffectProps {
  readonly order: ChangedOrder;
  readonly looked: Looked & { readonly preview: Preview };
  readonly keyOfForm: string;
  readonly subject: Subject;
}

function Effect({ order, looked: { draft, preview, unitPricePence, answer }, keyOfForm, subject }: EffectProps) {
  const unit = order.lines[0]?.variant.unit ?? 'HOUR';
  const weekly = order.kind === 'STANDING';
  return (
    <>
      <h1 className="govuk-heading-xl">Check the change</h1>
      <SummaryList
        rows={[
          { key: 'What', value: `${order.service.name} with ${order.provider.name}` },
          { key: weekly ? 'From' : 'When', value: dateWords(draft.fromOn) },
          { key: 'How much', value: amountWords(draft.quantity, unit) },
          { key: 'Cost each time', value: <MoneyText pence={preview.eachTimePence} /> },
          ...(weekly
            ? [
                {
                  key: 'Cost a week',
                  value: (
                    <>
                      <strong>
                        <MoneyText pence={preview.weeklyAfterPence} />
                      </strong>{' '}
                      (now <MoneyText pence={preview.weeklyBeforePence} />)
                    </>
                  ),
                },
              ]
            : []),
          ...(preview.ownMoneyPence > 0
            ? [
                { key: 'Own money each time', value: <MoneyText pence={preview.ownMoneyPence} /> },
                ...(weekly
                  ? [{ key: 'Own money a week', value: <MoneyText pence={preview.weeklyOwnMoneyPence} /> }]
                  : []),
              ]
            : []),
          { key: 'Visits', value: countWords(preview) },
          { key: 'Promised now', value: movedWords(preview.promisedMorePence) },
          {
            key: `Left in ${whose(subject)} budget`,
            value: (
              <strong>
                <MoneyText pence={preview.leftAfterPence} />
              </strong>
            ),
          },
        ]}
      />
      <SpecialDays days={preview.specialDays.map(({ day, amountPence, why }) => ({ day, pence: amountPence, why }))} />
      {preview.asksProvider ? (
        <Warning>{order.provider.name} has to say yes to this. If they say no, everything goes on as before.</Warning>
      ) : null}
      <Form method="post">
        <Hidden draft={draft} />
        <input type="hidden" name="key" value={keyOfForm} />
        <input type="hidden" name="version" value={order.version} />
        <input type="hidden" name="unitPricePence" value={unitPricePence} />
        <ShownDays days={preview.specialDays.map(({ day, amountPence }) => ({ day, pence: amountPence }))} />
        {preview.ownMoneyPence === 0 ? null : preview.ownMoneyPence === order.ownMoneyAgreedPence ? (
          <>
            <input type="hidden" name="ownPence" value={preview.ownMoneyPence} />
            <input type="hidden" name="own" value="yes" />
          </>
        ) : (
          <OwnMoneyYes pence={preview.ownMoneyPence} isWeekly={weekly} error={errorOf(answer, 'own')} />
        )}
        <div className="govuk-button-group">
          <Button name="intent" value="send">
            Send the change
          </Button>
          <Button name="intent" value="edit" variant="secondary">
            Change something
          </Button>
        </div>
      </Form>
    </>
  );
}

export default function Change({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, key } = loaderData;
  const back = keepFor(`/my-orders/${order.id}`, subject);
  const answer = actionData?.answer ?? null;
  const { preview } = actionData ?? {};
  return (
    <Page before={<BackLink href={back} />}>
      <FormProblems answer={answer} ids={ids} />
      <FormTitle title={preview ? 'Check the change' : 'Change this order'} hasErrors={answer !== null} />
      {actionData && preview ? (
        <Effect order={order} looked={{ ...actionData, preview }} keyOfForm={key} subject={subject} />
      ) : (
        <>
          <h1 className="govuk-heading-xl">Change this order</h1>
          <p className="govuk-body">
            {order.service.name} with {order.provider.name}. Now: {order.whenInWords}. You see what it costs before
            anything is changed.
          </p>
          <ChangeForm order={order} draft={actionData?.draft ?? loaderData.draft} answer={answer} />
        </>
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={back}>
          Keep it as it is
        </Anchor>
      </p>
    </Page>
  );
}
