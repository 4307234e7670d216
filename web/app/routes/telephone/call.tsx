import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  DateText,
  EmptyState,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
  TimeRange,
  Warning,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { timeWords } from '../../format/dates.js';
import {
  BudgetForOrderDocument,
  CallAffairsDocument,
  type CallAffairsQuery,
  EndTelephoneCallDocument,
  PostalAddressOfDocument,
  TelephoneCallPageDocument,
  type TelephoneCallPageQuery,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf } from '../../journey/acting-for.js';
import { addDays } from '../../journey/calendar.js';
import { VisitStatusTag } from '../../journey/status-words.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { factWords } from './fact-words.js';
import type { Route } from './+types/call.js';

const roles = ['CARE_MANAGER', 'BROKER', 'REPRESENTATIVE'] as const;
/** What people ask about when they ring. */
const DAYS_AHEAD = 14;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`A call about ${loaderData.call.person.name}`, matches);
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...roles);
  const asked = { context, request };
  const { telephoneCall: call } = await callGraphql(asked, TelephoneCallPageDocument, { id: params.callId });
  if (!call) notFound();
  const isOfficer = viewer.roles.includes('CARE_MANAGER');
  const common = { call, isOfficer, formKey: newFormKey() };
  const personId = call.person.id;
  if (!call.isOpen) {
    const { postalAddress } = await callGraphql(asked, PostalAddressOfDocument, { personId });
    const hasAddress = Boolean(postalAddress?.address);
    return { ...common, affairs: null, leftPence: null, actingFor: null, hasAddress };
  }
  const today = todayOf(context);
  const budgetId = await budgetIdOf(asked, personId);
  const [affairs, budget] = await Promise.all([
    callGraphql(asked, CallAffairsDocument, { personId, from: today, to: addDays(today, DAYS_AHEAD) }),
    budgetId === null ? null : callGraphql(asked, BudgetForOrderDocument, { id: budgetId }),
  ]);
  return {
    ...common,
    affairs,
    leftPence: budget?.budget?.availablePence ?? null,
    hasAddress: true,
    actingFor: { name: call.person.name, changeHref: `/telephone/${call.id}`, isCall: true },
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireRole({ context, request }, ...roles);
  const form = await request.formData();
  const { endTelephoneCall } = await callGraphql({ context, request }, EndTelephoneCallDocument, {
    callId: params.callId,
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(endTelephoneCall)) return notDone(endTelephoneCall);
  throw redirect(`/telephone/${params.callId}`);
}

type Call = NonNullable<TelephoneCallPageQuery['telephoneCall']>;

function checkedWords({ knownByVoice, facts }: Call): string {
  if (knownByVoice) return 'The voice was known';
  return facts.map((fact) => factWords[fact]).join('; ');
}

function Facts({ call }: { readonly call: Call }) {
  return (
    <SummaryList
      rows={[
        { key: 'On the line', value: call.speakerName ?? call.person.name },
        { key: 'Checked by', value: checkedWords(call) },
        {
          key: 'Call',
          value:
            call.endedAt === null
              ? `Since ${timeWords(call.beganAt)}. It is over by itself at ${timeWords(call.openUntil)}`
              : `${timeWords(call.beganAt)} to ${timeWords(call.endedAt)}, taken by ${call.takenByName}`,
        },
        ...(call.person.communicationNeeds.length > 0
          ? [{ key: 'Good to know', value: call.person.communicationNeeds.join(', ') }]
          : []),
      ]}
    />
  );
}

function Done({ call }: { readonly call: Call }) {
  return (
    <section aria-labelledby="done-title">
      <h2 className="govuk-heading-m" id="done-title">
        Done in this call
      </h2>
      {call.acts.length === 0 ? (
        <p className="govuk-body">{call.isOpen ? 'Nothing yet.' : 'Nothing was done.'}</p>
      ) : (
        <ol className="govuk-list govuk-list--number">
          {call.acts.map(({ id, words }) => (
            <li key={id}>{words}</li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Waiting({ affairs, forPerson }: { readonly affairs: CallAffairsQuery; readonly forPerson: string }) {
  const waiting = affairs.deliveries.length;
  return (
    <section aria-labelledby="waiting-title">
      <h2 className="govuk-heading-m" id="waiting-title">
        Visits that wait for a yes
      </h2>
      {waiting === 0 ? (
        <p className="govuk-body">None.</p>
      ) : (
        <>
          <p className="govuk-body">
            {sentenceStart(countWords(waiting, 'visit'))}. Ask if {waiting === 1 ? 'it' : 'each'} happened.
          </p>
          <ButtonLink href={`/my-support${forPerson}`}>Ask about them</ButtonLink>
        </>
      )}
    </section>
  );
}

function Visits({ affairs, forPerson }: { readonly affairs: CallAffairsQuery; readonly forPerson: string }) {
  const visits = affairs.occurrences.filter(({ status }) => status !== 'CANCELLED');
  return (
    <section aria-labelledby="visits-title">
      <h2 className="govuk-heading-m" id="visits-title">
        The next two weeks
      </h2>
      {visits.length === 0 ? (
        <EmptyState icon="calendar-days" title="No visits in the next two weeks" headingLevel={3}>
          <p className="govuk-body">What is ordered now shows here.</p>
        </EmptyState>
      ) : (
        <WorkList label="The next two weeks" isCompact>
          {visits.map((visit) => (
            <WorkItem
              key={visit.id}
              title={
                <>
                  <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
                </>
              }
              facts={[
                <>
                  <Anchor className="govuk-link" href={`/my-orders/${visit.order.id}${forPerson}`}>
                    {visit.order.service.name}
                  </Anchor>{' '}
                  with {visit.order.provider.name}
                </>,
              ]}
              aside={<VisitStatusTag status={visit.status} />}
            />
          ))}
        </WorkList>
      )}
    </section>
  );
}

interface EndedProps {
  readonly call: Call;
  readonly isOfficer: boolean;
  /** Whether the council knows where the letter goes. */
  readonly hasAddress: boolean;
}

function Ended({ call, isOfficer, hasAddress }: EndedProps) {
  const { name, id } = call.person;
  return (
    <>
      {call.letterId === null ? (
        <p className="govuk-body">There is no letter, because nothing was done.</p>
      ) : isOfficer ? (
        <>
          <p className="govuk-body">One letter in large print tells {name} what was done. It waits to be posted.</p>
          {hasAddress ? null : (
            <Warning>
              We do not know {name}’s address, so nobody can post it.{' '}
              <Anchor className="govuk-link" href={`/council/people/${id}/address`}>
                Write down where letters go
              </Anchor>
            </Warning>
          )}
          <p className="govuk-body">
            <a className="govuk-link" href={`/files/letters/${call.letterId}`} download>
              Print the letter (PDF, large print)
            </a>
          </p>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/council/letters">
              Letters to post
            </Anchor>
          </p>
        </>
      ) : (
        <p className="govuk-body">The council posts {name} one letter in large print that tells what was done.</p>
      )}
      <ButtonLink href="/telephone">Another call</ButtonLink>
    </>
  );
}

export default function TelephoneCall({ loaderData, actionData }: Route.ComponentProps) {
  const { call, affairs, leftPence, isOfficer, hasAddress, formKey } = loaderData;
  const { name, id } = call.person;
  const forPerson = `?for=${encodeURIComponent(id)}`;
  return (
    <Page before={<BackLink href="/telephone">Telephone</BackLink>}>
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">
        {affairs === null ? `The call about ${name} is over` : `On the line: ${name}`}
      </h1>
      {affairs === null ? null : (
        <>
          {leftPence === null ? (
            <p className="oc-lead">{name} has no open budget.</p>
          ) : (
            <p className="oc-lead">
              <strong data-sum="left">
                <MoneyText pence={leftPence} />
              </strong>{' '}
              is left in {name}’s budget.
            </p>
          )}
          <div className="govuk-button-group">
            <ButtonLink href={`/search${forPerson}`}>Order something</ButtonLink>
            <ButtonLink href={`/my-orders${forPerson}`} variant="secondary">
              Look at the orders, or cancel
            </ButtonLink>
            <ButtonLink href={`/my-support${forPerson}`} variant="secondary">
              Visits
            </ButtonLink>
          </div>
          <Waiting affairs={affairs} forPerson={forPerson} />
          <Visits affairs={affairs} forPerson={forPerson} />
        </>
      )}
      <Done call={call} />
      <h2 className="govuk-heading-m">About this call</h2>
      <Facts call={call} />
      {affairs === null ? (
        <Ended call={call} isOfficer={isOfficer} hasAddress={hasAddress} />
      ) : (
        <Form method="post">
          <FormKey value={formKey} />
          <p className="govuk-body">
            {call.acts.length === 0
              ? 'Nothing was done, so no letter is sent.'
              : `When you end it, one letter in large print is made for ${name}.`}
          </p>
          <Button variant="warning">End the call</Button>
        </Form>
      )}
    </Page>
  );
}
