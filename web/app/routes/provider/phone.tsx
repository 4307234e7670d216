import { useEffect, useState } from 'react';
import { Form, redirect } from 'react-router';
import { BackLink, Button, DateText, EmptyState, NotificationBanner, Page, Tag } from '../../components/index.js';
import { machineDate, timeRangeWords } from '../../format/dates.js';
import { RecordDeliveryDocument, StartVisitDocument, VisitsToEnterDocument } from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import { addDays, isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { keepPage } from '../../phone/keep-page.js';
import { type KeptVisits, useKeptVisits } from '../../phone/use-kept-visits.js';
import { readVisitForm, writtenVisit } from '../../phone/visit-form.js';
import type { KeptVisit } from '../../phone/visit-queue.js';
import { WaitingVisits } from '../../phone/waiting-visits.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { daysApart } from '../../work/london-time.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/phone.js';
import { PhoneVisit } from './phone-visit.js';
import { providerOrders } from './roles.js';
import { byDay, isOn } from './visits.js';

/** As many as a small phone shows and keeps. */
const mostShown = 80;

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...providerOrders);
  const today = todayOf(context);
  const { occurrences } = await callGraphql({ context, request }, VisitsToEnterDocument, {
    from: addDays(today, -2),
    to: addDays(today, 1),
  });
  return {
    personId: viewer.personId,
    today,
    madeAt: storefront(context).now,
    visits: occurrences.filter((visit) => isOn(visit) && visit.status === 'HELD').slice(0, mostShown),
    formKey: newFormKey(),
  };
}

/** The same form without JavaScript. */
export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const day = textOf(form, 'day');
  if (textOf(form, 'kind') === 'arrived') {
    const { startVisit } = await callGraphql({ context, request }, StartVisitDocument, {
      input: {
        occurrenceId: textOf(form, 'visitId'),
        idempotencyKey: textOf(form, 'idempotencyKey'),
        startedAt: storefront(context).now,
        workerName: textOf(form, 'workerName'),
      },
    });
    if (isRefused(startVisit)) return notDone(startVisit, values);
    throw redirect('/provider/phone?done=arrived');
  }
  const facts = isDay(day) ? readVisitForm(day, writtenVisit(form)) : [];
  if (!('startedAt' in facts)) return putRight(facts, values);
  const { recordDelivery } = await callGraphql({ context, request }, RecordDeliveryDocument, {
    input: { ...facts, occurrenceId: textOf(form, 'visitId'), idempotencyKey: textOf(form, 'idempotencyKey') },
  });
  if (isRefused(recordDelivery)) return notDone(recordDelivery, values);
  throw redirect('/provider/phone?done=one');
}

/** True while this of a visit waits on the phone and nothing is in its way. */
function isWaiting(kept: KeptVisits, id: string, kind: KeptVisit['kind']): boolean {
  return kept.waiting.some((one) => one.visitId === id && one.kind === kind && one.trouble === null);
}

/** Whether this page will open again without a signal; null while that is not known. */
function useKeptPage(): boolean | null {
  const [isKept, setIsKept] = useState<boolean | null>(null);
  useEffect(() => {
    let isGone = false;
    void keepPage().then((kept) => {
      if (!isGone) setIsKept(kept);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isKept;
}

export default function Phone({ loaderData, actionData }: Route.ComponentProps) {
  const { personId, visits, formKey, today } = loaderData;
  const [listed] = useState(() => visits.map(({ id }) => id));
  const kept = useKeptVisits(personId, listed);
  const isKept = useKeptPage();
  const open = visits.filter(({ id }) => !kept.sent.includes(id));
  const failedVisit = actionData?.values['visitId'];
  return (
    <Page before={<BackLink href="/provider/deliveries">Visits to enter</BackLink>}>
      <FormTitle title="Visits on your phone" hasErrors={actionData !== undefined} />
      <NotDoneSummary
        answer={actionData}
        fieldIds={Object.fromEntries(
          ['workerName', 'place', 'startedAt', 'endedAt', 'quantity'].map((field) => [
            field,
            `${field}-${failedVisit ?? ''}`,
          ]),
        )}
      />
      <DoneBanner words={{ one: 'The visit is entered.', arrived: 'Thank you. We know that you are there.' }} />
      <h1 className="govuk-heading-xl">Visits on your phone</h1>
      <p className="oc-lead">
        Say when you arrive, and enter a visit when it is over. Without a signal it waits on this phone.
      </p>
      <p className="govuk-body" role="status">
        {isKept === true ? <Tag colour="green">Opens without a signal</Tag> : null}
        {isKept === false ? 'This page needs a signal to open on this phone.' : null}
      </p>
      <WaitingVisits kept={kept} />
      {kept.sent.length > 0 && kept.waiting.length === 0 ? (
        <NotificationBanner
          kind="success"
          text={kept.sent.length === 1 ? 'One visit was sent.' : `${kept.sent.length} visits were sent.`}
        />
      ) : null}
      {open.length === 0 ? (
        <EmptyState icon="clipboard-check" title="Nothing to enter">
          <p className="govuk-body">Visits from two days ago to tomorrow show here.</p>
        </EmptyState>
      ) : (
        byDay(open).map(([day, rows]) => (
          <section key={day}>
            <h2 className="govuk-heading-m">
              {day === today ? 'Today, ' : ''}
              <DateText date={day} />
            </h2>
            {rows.map((visit) => (
              <PhoneVisit
                key={visit.id}
                visit={visit}
                formKey={`${formKey}-${visit.id}`}
                isWaiting={isWaiting(kept, visit.id, 'visit')}
                hasArrived={
                  visit.start !== null || kept.arrived.includes(visit.id) || isWaiting(kept, visit.id, 'arrived')
                }
                mayArrive={visit.onDate === today}
                refused={
                  kept.waiting.find(
                    ({ visitId, kind, trouble }) => visitId === visit.id && kind === 'visit' && trouble !== null,
                  )?.written
                }
                failed={failedVisit === visit.id ? actionData : undefined}
                onEnter={(kind, written) =>
                  kept.enter({
                    kind,
                    visitId: visit.id,
                    day: visit.onDate,
                    title: `${visit.order.person.name}, ${timeRangeWords(visit.startsAt, visit.endsAt)}`,
                    written,
                  })
                }
                plannedDays={daysApart(machineDate(visit.startsAt), machineDate(visit.endsAt))}
              />
            ))}
          </section>
        ))
      )}
      <Form method="get" reloadDocument>
        <Button variant="secondary">Get the newest list</Button>
      </Form>
    </Page>
  );
}
