import type { ReactNode } from 'react';
import { Form, redirect } from 'react-router';
import { Anchor, Button, DateText, EmptyState, MoneyText, Page, TimeRange } from '../../components/index.js';
import { dateWords, shortDateWords } from '../../format/dates.js';
import { OpenDisputesDocument, RecordDeliveriesDocument, VisitsToEnterDocument } from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import { addDays, isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import type { Thread } from '../../work/dispute-thread.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/deliveries.js';
import { factsOf, tickedVisits, withOwnFields } from './many-visits.js';
import { providerOrders } from './roles.js';
import { VisitFields } from './visit-fields.js';
import { byDay, isToEnter } from './visits.js';

/** As many as fit on a page that people can still look over. */
const mostShown = 60;

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const wanted = address.get('to') ?? '';
  const to = isDay(wanted) && wanted < today ? wanted : today;
  const from = addDays(to, -6);
  const [{ occurrences }, { disputes }] = await Promise.all([
    callGraphql({ context, request }, VisitsToEnterDocument, { from, to }),
    callGraphql({ context, request }, OpenDisputesDocument),
  ]);
  const { now } = storefront(context);
  const ofWeek = occurrences.filter((visit) => isToEnter(visit, now));
  const day = address.get('day') ?? '';
  const toEnter = isDay(day) ? ofWeek.filter((visit) => visit.onDate === day) : ofWeek;
  return {
    days: byDay(ofWeek).map(([ofDay, visits]) => ({ day: ofDay, count: visits.length })),
    day: isDay(day) ? day : null,
    from,
    to,
    isThisWeek: to === today,
    newer: addDays(to, 7) < today ? addDays(to, 7) : null,
    visits: toEnter.slice(0, mostShown),
    leftOut: Math.max(0, toEnter.length - mostShown),
    disputes,
    ticked: address.get('tick'),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const ids = tickedVisits(values);
  if (ids.length === 0) return putRight([{ field: 'visits', message: 'Tick the visits that happened' }], values);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const inputs = ids.map((id) => ({ ...factsOf(values, id), idempotencyKey }));
  const { recordDeliveries } = await callGraphql({ context, request }, RecordDeliveriesDocument, {
    inputs,
    idempotencyKey,
  });
  if (isRefused(recordDeliveries)) return notDone(withOwnFields(recordDeliveries, ids), values);
  const { pathname, search } = new URL(request.url);
  const back = new URLSearchParams(search);
  back.delete('tick');
  back.delete('day');
  back.set('done', ids.length === 1 ? 'one' : 'many');
  throw redirect(`${pathname.replace(/\.data$/, '')}?${back.toString()}`);
}

interface DayChoice {
  readonly day: string;
  readonly count: number;
}

/** One day at a time, for those who have many visits. */
function Days({
  days,
  to,
  chosen,
}: {
  readonly days: readonly DayChoice[];
  readonly to: string;
  readonly chosen: string | null;
}) {
  if (days.length < 2) return null;
  return (
    <nav aria-label="Visits by day">
      <ul className="govuk-list">
        {chosen === null ? null : (
          <li>
            <Anchor className="govuk-link" href={`/provider/deliveries?to=${to}`}>
              All days
            </Anchor>
          </li>
        )}
        {days.map(({ day, count }) => (
          <li key={day}>
            {day === chosen ? (
              <strong>
                {dateWords(day)}: {count} to enter
              </strong>
            ) : (
              <Anchor className="govuk-link" href={`/provider/deliveries?to=${to}&day=${day}`}>
                {dateWords(day)}: {count} to enter
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Questions({ disputes }: { readonly disputes: readonly Thread[] }) {
  const open = disputes.filter(({ status }) => status === 'OPEN');
  const answered = disputes.filter(({ status }) => status === 'ANSWERED');
  return (
    <>
      {open.length === 0 ? (
        <p className="govuk-body">Nobody waits for your answer. If somebody questions a visit, we will show it here.</p>
      ) : (
        <WorkList label="Visits that somebody questions">
          {open.map((thread) => (
            <DisputeItem key={thread.id} thread={thread}>
              They say: “{thread.delivery.disputeReason}”
            </DisputeItem>
          ))}
        </WorkList>
      )}
      {answered.length > 0 ? (
        <WorkList label="Visits that you put right">
          {answered.map((thread) => (
            <DisputeItem key={thread.id} thread={thread}>
              You have answered. It is their turn.
            </DisputeItem>
          ))}
        </WorkList>
      ) : null}
    </>
  );
}

function DisputeItem({ thread, children }: { readonly thread: Thread; readonly children: ReactNode }) {
  const { delivery } = thread;
  return (
    <WorkItem
      href={`/provider/disputes/${delivery.id}`}
      title={
        <>
          {delivery.personName}, <DateText date={delivery.onDate} />
        </>
      }
      facts={[
        <>
          {delivery.serviceName}, <TimeRange start={delivery.startedAt} end={delivery.endedAt} />
        </>,
        children,
        ...(thread.withCouncilAt === null ? [] : ['The council decides about it.']),
      ]}
      aside={<MoneyText pence={delivery.amountPence} />}
    />
  );
}

export default function Deliveries({ loaderData, actionData }: Route.ComponentProps) {
  const { from, to, visits, ticked } = loaderData;
  const days = byDay(visits);
  const fieldIds = { visits: visits[0] ? `tick-${visits[0].id}` : null, inputs: null };
  return (
    <Page width="wide">
      <FormTitle title="Visits to enter" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={fieldIds} />
      <DoneBanner
        words={{
          one: 'The visit is entered. The person can confirm it now.',
          many: 'The visits are entered. Each person can confirm theirs now.',
          settled: 'You put the visit right. The person can see it now.',
        }}
      />
      <h1 className="govuk-heading-xl">Visits to enter</h1>
      <p className="oc-lead">
        Visits from {shortDateWords(from)} to {loaderData.isThisWeek ? 'today' : shortDateWords(to)} that are over and
        not entered yet. You are paid for a visit after you enter it and the person confirms it.
      </p>
      <Days days={loaderData.days} to={to} chosen={loaderData.day} />
      <ul className="govuk-list">
        <li>
          <Anchor className="govuk-link" href="/provider/deliveries/entered">
            See visits you entered, and when you are paid
          </Anchor>
        </li>
        <li>
          <Anchor className="govuk-link" href="/provider/deliveries/file">
            Enter many from a spreadsheet
          </Anchor>
        </li>
        <li>
          <Anchor className="govuk-link" href="/provider/phone">
            Enter them on your phone, with or without a signal
          </Anchor>
        </li>
      </ul>
      {visits.length === 0 ? (
        <EmptyState icon="clipboard-check" title="Nothing to enter">
          <p className="govuk-body">When a visit is over, we will show it here.</p>
        </EmptyState>
      ) : (
        <Form method="post">
          <FormKey value={loaderData.formKey} />
          <p className="govuk-body">Tick each visit that happened as planned. Check who came.</p>
          {days.map(([day, rows]) => (
            <section key={day}>
              <h2 className="govuk-heading-l">
                <DateText date={day} />
              </h2>
              {rows.length > 1 ? (
                <p className="govuk-body">
                  <Anchor className="govuk-link" href={`/provider/deliveries?to=${to}&day=${day}&tick=${day}`}>
                    Tick all {rows.length} of {dateWords(day)}
                  </Anchor>
                </p>
              ) : null}
              <ul
                className="oc-work oc-work--compact"
                aria-label={`Visits of ${dateWords(day)}`}
                key={ticked === day ? 'ticked' : 'open'}
              >
                {rows.map((visit) => (
                  <VisitFields
                    key={visit.id}
                    visit={visit}
                    isTicked={ticked === day}
                    values={actionData?.values}
                    workerProblem={problemOf(actionData, `worker-${visit.id}`)}
                  />
                ))}
              </ul>
            </section>
          ))}
          {loaderData.leftOut > 0 ? (
            <p className="govuk-body">{loaderData.leftOut} more will show when these are entered.</p>
          ) : null}
          <Button>Enter the visits I ticked</Button>
        </Form>
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/provider/deliveries?to=${addDays(from, -1)}`}>
          Look at the week before
        </Anchor>
        {loaderData.isThisWeek ? null : (
          <>
            {' '}
            or{' '}
            <Anchor
              className="govuk-link"
              href={loaderData.newer === null ? '/provider/deliveries' : `/provider/deliveries?to=${loaderData.newer}`}
            >
              the week after
            </Anchor>
          </>
        )}
      </p>
      <h2 className="govuk-heading-l" id="questions">
        Visits that somebody questions
      </h2>
      <Questions disputes={loaderData.disputes} />
    </Page>
  );
}
