import { Form, redirect } from 'react-router';
import {
  Anchor,
  Button,
  ButtonLink,
  DateText,
  EmptyState,
  MoneyText,
  NotificationBanner,
  Page,
  SupportTypePicture,
  Tag,
  TimeRange,
  Warning,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { machineDate, shortDateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  ConfirmDeliveriesDocument,
  type DeliveryPartsFragment,
  MySupportDocument,
  type MySupportQuery,
} from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { addDays, isDay, mondayOf } from '../../journey/calendar.js';
import { answerOf, FormProblems, textOf } from '../../journey/problems.js';
import { lateWords } from '../../journey/visit-times.js';
import { TrialsToDecide } from '../../journey/trial-part.js';
import { VisitStatusTag } from '../../journey/status-words.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/support.js';

/** What the last form did, said once at the top of the page. */
function doneWords(address: URLSearchParams): string | null {
  const visits = Number(address.get('confirmed') ?? '0');
  const pence = Number(address.get('spent') ?? '0');
  if (address.has('said')) return 'Thank you. We told the provider. The money stays where it is until this is settled.';
  if (!Number.isSafeInteger(visits) || visits < 1 || !Number.isSafeInteger(pence) || pence < 0) return null;
  return `Thank you. ${sentenceStart(countWords(visits, 'visit'))} confirmed: ${formatPence(pence)}.`;
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const address = new URL(request.url).searchParams;
  const today = machineDate(storefront(context).now);
  const wanted = address.get('week') ?? '';
  const monday = mondayOf(isDay(wanted) ? wanted : today);
  const found = await callGraphql({ context, request }, MySupportDocument, {
    personId: subject.personId,
    from: monday,
    to: addDays(monday, 6),
  });
  return {
    ...found,
    subject,
    today,
    monday,
    done: doneWords(address),
    key: crypto.randomUUID(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const ids = form.getAll('delivery').filter((id) => typeof id === 'string');
  const { confirmDeliveries } = await callGraphql({ context, request }, ConfirmDeliveriesDocument, {
    ids,
    key: textOf(form, 'key'),
  });
  if (confirmDeliveries.__typename !== 'DeliveriesDone') return answerOf(confirmDeliveries);
  const { deliveries } = confirmDeliveries;
  const spent = deliveries.reduce((sum, delivery) => sum + delivery.amountPence, 0);
  throw redirect(keepFor(`/my-support?confirmed=${deliveries.length}&spent=${spent}`, subject));
}

type Visit = MySupportQuery['occurrences'][number];

function NoteToAnswer({
  note,
  subject,
  sendKey,
}: {
  readonly note: DeliveryPartsFragment;
  readonly subject: Subject;
  readonly sendKey: string;
}) {
  const provider = note.occurrence.order.provider.name;
  const own = note.occurrence.ownMoney;
  return (
    <li className="oc-note">
      <p className="oc-note__day">
        <DateText date={note.onDate} />, <TimeRange start={note.startedAt} end={note.endedAt} />
      </p>
      <h3 className="govuk-heading-s oc-note__title">
        <Anchor className="govuk-link" href={keepFor(`/my-orders/${note.occurrence.order.id}`, subject)}>
          {note.serviceName}
        </Anchor>
      </h3>
      <p className="oc-note__words">
        {note.workerName} from {provider} came. Where: {note.place}. {lateWords(note.occurrence, note)}{' '}
        <strong>
          <MoneyText pence={note.amountPence} />
        </strong>
        {note.amountPence < note.occurrence.amountPence ? (
          <> (ordered: {formatPence(note.occurrence.amountPence)}; the rest comes back)</>
        ) : null}
        {own ? (
          <>
            {' '}
            Apart from that, {note.amountPence < note.occurrence.amountPence ? 'the same part of ' : null}
            {formatPence(own.agreedPence)} of own money is owed when you say yes.
          </>
        ) : null}
      </p>
      {note.confirmsItselfOn ? (
        <p className="oc-note__small">
          If you say nothing, it confirms itself on <DateText date={note.confirmsItselfOn} />. You can still question it
          after that.
        </p>
      ) : null}
      <div className="oc-note__buttons">
        {subject.callId === null ? (
          <Form method="post">
            <input type="hidden" name="key" value={sendKey} />
            <input type="hidden" name="delivery" value={note.id} />
            <Button>
              Yes, it happened
              <span className="govuk-visually-hidden">
                : {note.serviceName}, {shortDateWords(note.onDate)}
              </span>
            </Button>
          </Form>
        ) : (
          <ButtonLink href={`/telephone/${subject.callId}/happened?visit=${note.id}`}>
            They say it happened
            <span className="govuk-visually-hidden">
              : {note.serviceName}, {shortDateWords(note.onDate)}
            </span>
          </ButtonLink>
        )}
        <ButtonLink href={keepFor(`/my-support/${note.id}/not-right`, subject)} variant="secondary">
          Something was not right
          <span className="govuk-visually-hidden">
            : {note.serviceName}, {shortDateWords(note.onDate)}
          </span>
        </ButtonLink>
      </div>
    </li>
  );
}

function NotesToAnswer({
  notes,
  subject,
  sendKey,
}: {
  readonly notes: readonly DeliveryPartsFragment[];
  readonly subject: Subject;
  readonly sendKey: string;
}) {
  if (notes.length === 0) return null;
  const total = notes.reduce((sum, note) => sum + note.amountPence, 0);
  return (
    <section aria-labelledby="answer-title" className="oc-notes">
      <h2 className="govuk-heading-l" id="answer-title">
        {notes.length === 1 ? 'Did this visit happen?' : 'Did these visits happen?'}
      </h2>
      {notes.length > 1 && subject.callId !== null ? (
        <p className="govuk-body">
          <ButtonLink href={`/telephone/${subject.callId}/happened`}>They say all {notes.length} happened</ButtonLink>
        </p>
      ) : notes.length > 1 ? (
        <Form method="post" className="oc-notes__all">
          <input type="hidden" name="key" value={`${sendKey}-all`} />
          {notes.map(({ id }) => (
            <input key={id} type="hidden" name="delivery" value={id} />
          ))}
          <p className="govuk-body">
            If all {notes.length} are right, you can say so once. Together they come to{' '}
            <strong>
              <MoneyText pence={total} />
            </strong>
            .
          </p>
          <Button>Yes, all {notes.length} happened</Button>
        </Form>
      ) : null}
      <ul className="oc-notes__list">
        {notes.map((note) => (
          <NoteToAnswer key={note.id} note={note} subject={subject} sendKey={`${sendKey}-${note.id}`} />
        ))}
      </ul>
    </section>
  );
}

function VisitLine({ visit, subject }: { readonly visit: Visit; readonly subject: Subject }) {
  const { order } = visit;
  return (
    <li className="oc-visit">
      <SupportTypePicture
        supportType={order.service.supportType.slug}
        group={order.service.supportType.group}
        size="small"
      />
      <div className="oc-visit__words">
        <p className="oc-visit__time">
          <TimeRange start={visit.startsAt} end={visit.endsAt} />
        </p>
        <p className="oc-visit__what">
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${order.id}`, subject)}>
            {order.service.name}
          </Anchor>{' '}
          with {order.provider.name}
        </p>
      </div>
      <p className="oc-visit__state">
        <VisitStatusTag status={visit.status} />
      </p>
    </li>
  );
}

function Week({ loaderData }: { readonly loaderData: Route.ComponentProps['loaderData'] }) {
  const { occurrences, monday, today, subject } = loaderData;
  const days = Array.from({ length: 7 }, (_unused, index) => addDays(monday, index));
  const isThisWeek = mondayOf(today) === monday;
  const weekHref = (day: string): string => keepFor(`/my-support?week=${day}`, subject);
  return (
    <section aria-labelledby="week-title">
      <h2 className="govuk-heading-l" id="week-title">
        {isThisWeek ? 'This week' : `The week of ${shortDateWords(monday)}`}
      </h2>
      <p className="oc-week-links">
        <Anchor className="govuk-link" href={weekHref(addDays(monday, -7))}>
          The week before
        </Anchor>{' '}
        {isThisWeek ? null : (
          <Anchor className="govuk-link" href={keepFor('/my-support', subject)}>
            This week
          </Anchor>
        )}{' '}
        <Anchor className="govuk-link" href={weekHref(addDays(monday, 7))}>
          The week after
        </Anchor>
      </p>
      {occurrences.length === 0 ? (
        <EmptyState icon="calendar-days" title="No visits in this week" headingLevel={3}>
          <p className="govuk-body">When you order support, its visits show here.</p>
          <ButtonLink href={keepFor('/search', subject)} variant="secondary">
            Find support
          </ButtonLink>
        </EmptyState>
      ) : (
        days.map((day) => {
          const visits = occurrences.filter(({ onDate }) => onDate === day);
          if (visits.length === 0) return null;
          return (
            <section key={day} className="oc-day" aria-labelledby={`day-${day}`}>
              <h3 className="govuk-heading-s oc-day__title" id={`day-${day}`}>
                <DateText date={day} /> {day === today ? <Tag colour="teal">Today</Tag> : null}
              </h3>
              <ul className="oc-visits">
                {visits.map((visit) => (
                  <VisitLine key={visit.id} visit={visit} subject={subject} />
                ))}
              </ul>
            </section>
          );
        })
      )}
    </section>
  );
}

export default function MySupport({ loaderData, actionData }: Route.ComponentProps) {
  const { deliveries, disputes, subject, done, key } = loaderData;
  const waiting = deliveries.filter(({ status }) => status === 'RECORDED');
  return (
    <Page>
      {done && !actionData ? <NotificationBanner kind="success" text={done} /> : null}
      <FormProblems answer={actionData} />
      <FormTitle title="My support" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">{subject.isSelf ? 'My support' : `${subject.name}’s support`}</h1>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={keepFor('/my-support/away', subject)}>
          {subject.isSelf ? 'Going to hospital, or on holiday?' : 'Hospital, holiday or a death'}
        </Anchor>
        {subject.isSelf ? (
          <>
            {' · '}
            <Anchor className="govuk-link" href="/my-support/if-i-say-nothing">
              What if I say nothing about a visit?
            </Anchor>
          </>
        ) : null}
      </p>
      {loaderData.visitAlerts.map(({ occurrence: { id, onDate, startsAt, endsAt, order } }) => (
        <Warning key={id}>
          Your visit on <DateText date={onDate} />, <TimeRange start={startsAt} end={endsAt} />, has not begun, as far
          as we know. We told {order.provider.name} and the council.
          {order.provider.phone ? ` You can ring ${order.provider.name}: ${order.provider.phone}.` : ''}
        </Warning>
      ))}
      <NotesToAnswer notes={waiting} subject={subject} sendKey={key} />
      <TrialsToDecide trials={loaderData.trialsToDecide} subject={subject} />
      {disputes.length > 0 ? (
        <section aria-labelledby="disputed-title">
          <h2 className="govuk-heading-m" id="disputed-title">
            Being put right
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {disputes.map(({ id, status, withCouncilAt, delivery }) => (
              <li key={id}>
                <Anchor className="govuk-link" href={keepFor(`/my-support/questions/${id}`, subject)}>
                  <DateText date={delivery.onDate} />: {delivery.serviceName}
                </Anchor>
                . You said: “{delivery.disputeReason}”{status === 'ANSWERED' ? ' The provider has answered.' : ''}
                {withCouncilAt === null ? '' : ' The council decides.'}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Week loaderData={loaderData} />
    </Page>
  );
}
