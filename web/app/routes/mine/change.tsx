import { redirect } from 'react-router';
import { Anchor, BackLink, Page } from '../../components/index.js';
import { dateWords, machineDate } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  AmendmentPreviewDocument,
  type AmendmentPreviewQuery,
  AmendOrderDocument,
  ChangeOrderDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { addDays, isDay } from '../../journey/calendar.js';
import { canStillCancel } from '../../journey/cancelling.js';
import {
  type ChangeDraft,
  changeInput,
  type ChangedOrder,
  draftOfOrder,
  readChange,
  withMore,
} from '../../journey/change-draft.js';
import { ChangeEffect, type ChangePreview } from '../../journey/change-effect.js';
import { ChangeForm } from '../../journey/change-form.js';
import { FormTitle } from '../../journey/form-title.js';
import { ownCardOf } from '../../journey/own-card-readiness.js';
import { idsOfTimes } from '../../journey/more-times-fields.js';
import { answerOf, type FormAnswer, FormProblems, textOf } from '../../journey/problems.js';
import { shownDaysOf } from '../../journey/special-days.js';
import type { Route } from './+types/change.js';

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
  const wish = new URL(request.url).searchParams.get('add');
  const draft = withMore(
    draftOfOrder(order, fromOn, machineDate(storefront(context).now)),
    order.kind === 'STANDING' ? wish : null,
  );
  const ownCard = await ownCardOf({ context, request }, subject, order.provider.id);
  return { order, subject, draft, ownCard, key: crypto.randomUUID(), actingFor: subject.actingFor };
}

interface Looked {
  readonly draft: ChangeDraft;
  readonly answer: FormAnswer | null;
  readonly preview: ChangePreview | null;
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
  if (intent === 'edit' || intent === 'more-time' || intent === 'extra-visit') {
    const add = intent === 'more-time' ? 'time' : intent === 'extra-visit' ? 'visit' : null;
    return { draft: withMore(draft, add), answer: null, preview: null, unitPricePence: 0 };
  }
  if (intent !== 'send') {
    const missing = [
      ...(isDay(draft.fromOn) ? [] : [{ field: 'fromOn', message: 'Enter the day the change starts' }]),
      ...(draft.endsOn === '' || isDay(draft.endsOn)
        ? []
        : [{ field: 'endsOn', message: 'Enter a day that is in the calendar, or leave it empty' }]),
      ...draft.extra.flatMap(({ date }, index) =>
        isDay(date)
          ? []
          : [
              {
                field: `extraVisits[${index}].date`,
                message: 'Enter a day that is in the calendar, or leave it empty',
              },
            ],
      ),
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

export default function Change({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, key, ownCard } = loaderData;
  const back = keepFor(`/my-orders/${order.id}`, subject);
  const answer = actionData?.answer ?? null;
  const draft = actionData?.draft ?? loaderData.draft;
  const { preview } = actionData ?? {};
  return (
    <Page before={<BackLink href={back} />}>
      <FormProblems
        answer={answer}
        ids={{
          ...ids,
          ...idsOfTimes('more', 'moreTimes', draft.more.length),
          ...idsOfTimes('extra', 'extraVisits', draft.extra.length),
        }}
      />
      <FormTitle title={preview ? 'Check the change' : 'Change this order'} hasErrors={answer !== null} />
      {actionData && preview ? (
        <ChangeEffect
          order={order}
          looked={{ ...actionData, preview }}
          keyOfForm={key}
          subject={subject}
          ownCard={ownCard}
        />
      ) : (
        <>
          <h1 className="govuk-heading-xl">Change this order</h1>
          <p className="govuk-body">
            {order.service.name} with {order.provider.name}. Now: {order.whenInWords}. You see what it costs before
            anything is changed.
          </p>
          <ChangeForm order={order} draft={draft} answer={answer} />
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
