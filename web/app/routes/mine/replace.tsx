import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  Checkboxes,
  DateInput,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  SummaryList,
} from '../../components/index.js';
import { dateWords, timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  AskForReplacementDocument,
  type CoverAskStatus,
  ReplacementForDocument,
  type ReplacementForQuery,
  WithdrawCoverDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { lowerFirst } from '../../journey/how-it-is-held.js';
import { FormTitle } from '../../journey/form-title.js';
import { dayValues } from '../../journey/problems.js';
import { newFormKey } from '../../work/access.js';
import { readDay } from '../../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/replace.js';

type Choice = Extract<ReplacementForQuery['replacementChoice'], { __typename: 'ReplacementChoice' }>;
type Search = NonNullable<NonNullable<ReplacementForQuery['order']>['replacement']>;

/** The day comes with the address, so that looking at another day works without script; null for what is no day. */
function wantedDay(request: Request): string | null {
  return readDay(new URL(request.url).searchParams, 'from');
}

export async function loader({ context, params: { orderId }, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const fromOn = wantedDay(request);
  const { order, replacementChoice: answer } = await callGraphql({ context, request }, ReplacementForDocument, {
    orderId,
    fromOn: fromOn === '' ? null : fromOn,
  });
  if (order?.person.id !== subject.personId) notFound();
  return {
    order,
    choice: answer.__typename === 'ReplacementChoice' ? answer : null,
    dayProblem:
      fromOn === null
        ? 'Enter a day, such as 27 3 2026'
        : answer.__typename === 'InvalidInput'
          ? (answer.problems[0]?.message ?? answer.message)
          : null,
    fromOn: fromOn ?? '',
    subject,
    formKey: newFormKey(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, params: { orderId }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const back = (done: string) => redirect(keepFor(`/my-orders/${orderId}/replace?done=${done}`, subject));
  const requestId = textOf(form, 'requestId');
  if (requestId !== '') {
    const { withdrawCover } = await callGraphql({ context, request }, WithdrawCoverDocument, {
      requestId,
      idempotencyKey,
    });
    if (isRefused(withdrawCover)) return notDone(withdrawCover);
    throw back('withdrawn');
  }
  const variantIds = form.getAll('variant').filter((id) => typeof id === 'string');
  if (variantIds.length === 0) return putRight([{ field: 'variant', message: 'Choose who to ask' }], valuesOf(form));
  const { askForReplacement } = await callGraphql({ context, request }, AskForReplacementDocument, {
    input: { orderId, fromOn: textOf(form, 'fromOn'), variantIds, idempotencyKey },
  });
  if (isRefused(askForReplacement)) return notDone(askForReplacement, valuesOf(form));
  throw back('asked');
}

const answers: Readonly<Record<CoverAskStatus, string>> = {
  ASKED: 'Asked. No answer yet.',
  ACCEPTED: 'Said yes.',
  DECLINED: 'Said no.',
  FAILED: 'Said yes, but it could not be ordered.',
  LAPSED: 'Not asked any more.',
};

interface AskedProps {
  readonly search: Search;
  readonly subject: Subject;
  readonly formKey: string;
}

function Asked({ search, subject, formKey }: AskedProps) {
  const { replaces } = search;
  const isOpen = search.status === 'OPEN';
  return (
    <>
      <h2 className="govuk-heading-m">Who was asked</h2>
      {replaces ? (
        <p className="govuk-body">
          For {lowerFirst(replaces.whenInWords)}, from <DateText date={replaces.firstOn} withYear />.
          {isOpen
            ? ` They can answer until ${dateWords(replaces.answerUntil)}, ${timeWords(replaces.answerUntil)}.`
            : null}
        </p>
      ) : null}
      <WorkList label="Who was asked" isCompact>
        {search.asks.map(({ provider, service, amountPence, fourWeeksPence, status }) => (
          <WorkItem
            key={provider.id}
            title={provider.name}
            facts={[
              service.name,
              ...(fourWeeksPence ? [`${formatPence(fourWeeksPence)} in the first four weeks`] : []),
              answers[status],
            ]}
            aside={<MoneyText pence={amountPence} />}
          />
        ))}
      </WorkList>
      {search.orderId ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${search.orderId}`, subject)}>
            See the new order
          </Anchor>
        </p>
      ) : null}
      {isOpen ? (
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="requestId" value={search.id} />
          <Button variant="secondary">Don’t ask any more</Button>
        </Form>
      ) : null}
    </>
  );
}

/** Another day to begin, as an ordinary link to this page. */
function OtherDay({ fromOn, problem, subject }: { fromOn: string; problem: string | null; subject: Subject }) {
  return (
    <Form method="get">
      {subject.isSelf ? null : <input type="hidden" name="for" value={subject.personId} />}
      <DateInput
        id="from"
        namePrefix="from"
        fieldset={{
          legend: 'From which day should somebody else come?',
          legendOptions: { className: 'govuk-fieldset__legend--m' },
        }}
        values={dayValues('from', fromOn)}
        error={problem ?? undefined}
      />
      <Button variant="secondary">Look at this day</Button>
    </Form>
  );
}

function priceWords(option: Choice['options'][number], nowPence: number): string {
  const more = option.fourWeeksPence - nowPence;
  const compared =
    more === 0 ? 'the same as now' : `${formatPence(Math.abs(more))} ${more > 0 ? 'more' : 'less'} than now`;
  return `${formatPence(option.fourWeeksPence)} in the first four weeks, ${compared}`;
}

interface ChoiceProps {
  readonly choice: Choice;
  readonly left: Choice['options'];
  readonly error: string | undefined;
  readonly formKey: string;
}

function Options({ choice, left, error, formKey }: ChoiceProps) {
  const { firstOn, endsOn, visits, fourWeeksNowPence, takesOver, answerUntil } = choice;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'First visit', value: <DateText date={firstOn} withYear /> },
          { key: 'Until', value: endsOn ? <DateText date={endsOn} withYear /> : 'You stop it' },
          {
            key: 'Cost now',
            value: `${formatPence(fourWeeksNowPence)} for the ${String(visits)} ${visits === 1 ? 'visit' : 'visits'} of the first four weeks`,
          },
          { key: 'Time to answer', value: `Until ${dateWords(answerUntil)}, ${timeWords(answerUntil)}` },
        ]}
      />
      {takesOver ? (
        <InsetText>
          Until somebody says yes, everything stays as it is. With the yes the order you have now ends the day before,
          and ending it costs nothing.
        </InsetText>
      ) : null}
      <Form method="post">
        <FormKey value={formKey} />
        <input type="hidden" name="fromOn" value={firstOn} />
        <Checkboxes
          name="variant"
          fieldset={{ legend: 'Who shall we ask?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          hint="The cheapest is first. You can ask several: the first who says yes has the order, at this price. No money moves before that."
          error={error}
          items={left.map((option) => ({
            value: option.variant.id,
            label: (
              <>
                {option.provider.name}: <MoneyText pence={option.amountPence} /> each time
              </>
            ),
            hint: [
              option.service.name,
              priceWords(option, fourWeeksNowPence),
              ...option.specialDays
                .slice(0, 3)
                .map(({ day, amountPence }) => `${formatPence(amountPence)} on ${dateWords(day)}`),
              ...(option.specialDays.length > 3
                ? [`${String(option.specialDays.length - 3)} more days cost something else`]
                : []),
              ...(option.miles === null ? [] : [`${option.miles} miles away`]),
              ...(option.provider.rating.score
                ? [`${option.provider.rating.score} out of 5, from ${String(option.provider.rating.count)}`]
                : []),
            ].join('. '),
          }))}
        />
        <Button>Ask them</Button>
      </Form>
    </>
  );
}

export default function Replace({ loaderData, actionData }: Route.ComponentProps) {
  const { order, choice, dayProblem, fromOn, subject, formKey } = loaderData;
  const search = order.replacement;
  const asked = new Set(search?.status === 'OPEN' ? search.asks.map(({ provider }) => provider.id) : []);
  const left = choice?.options.filter(({ provider }) => !asked.has(provider.id)) ?? [];
  const isOver = search?.status === 'FILLED' || search?.status === 'FILLING';
  return (
    <Page before={<BackLink href={keepFor(`/my-orders/${order.id}`, subject)}>The order</BackLink>}>
      <FormTitle title="Somebody else for this order" hasErrors={actionData !== undefined || dayProblem !== null} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          asked: 'Asked. The first who says yes takes over. We tell you who.',
          withdrawn: 'Nobody is asked any more. Everything stays as it was.',
        }}
      />
      <h1 className="govuk-heading-xl">Have somebody else do this</h1>
      <p className="oc-lead">
        {order.service.name}: {order.whenInWords}, now from {order.provider.name}
      </p>
      {order.providerEnding ? (
        <InsetText>
          {order.provider.name} has stopped this order: “{order.providerEnding.reason}”
        </InsetText>
      ) : null}
      {search ? <Asked search={search} subject={subject} formKey={`${formKey}-back`} /> : null}
      {isOver ? null : (
        <>
          {search?.status === 'OPEN' ? null : (
            <OtherDay fromOn={fromOn || (choice?.firstOn ?? '')} problem={dayProblem} subject={subject} />
          )}
          {choice && left.length > 0 ? (
            <Options choice={choice} left={left} error={problemOf(actionData, 'variant')} formKey={formKey} />
          ) : null}
          {choice?.options.length === 0 ? (
            <EmptyState icon="users-round" title="Nobody we know can do all of it then">
              <p className="govuk-body">
                Try a later day, look for another kind of support, or ring your council if you can’t wait.
              </p>
              <ButtonLink href={keepFor('/search', subject)} variant="secondary">
                Find support
              </ButtonLink>
            </EmptyState>
          ) : null}
          {choice === null && dayProblem === null ? (
            <p className="govuk-body">This order can’t be handed over.</p>
          ) : null}
        </>
      )}
    </Page>
  );
}
