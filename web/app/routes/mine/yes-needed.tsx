import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateText,
  InsetText,
  MoneyText,
  NotificationBanner,
  Page,
  pageTitle,
  PhoneCall,
  SummaryList,
} from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import {
  AnswerJointOrderDocument,
  type JointAnswer,
  JointOrderPageDocument,
  type JointOrderPageQuery,
  type JointOrderStatus,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormProblems, textOf } from '../../journey/problems.js';
import { amountWords } from '../../journey/quantity-words.js';
import { timesRows } from '../../journey/times-rows.js';
import { refusedShared, untilWords } from '../../journey/shared-words.js';
import type { Route } from './+types/yes-needed.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  return pageTitle(`Waiting for a yes: ${loaderData.joint.service.name}`, matches);
}

const doneWords: Readonly<Record<string, string>> = {
  asked: 'We have asked for their yes. You hear from us when they answer.',
  yes: 'You said yes.',
  no: 'You said no. Nothing is ordered.',
};

const statusWords: Readonly<Record<JointOrderStatus, string>> = {
  ASKED: 'Waiting until everybody who must say yes has answered. Nothing is ordered yet, and no money is promised.',
  PLACED: 'Everybody said yes, and it is ordered.',
  DECLINED: 'Somebody said no. Nothing was ordered.',
  LAPSED: 'Not everybody answered in time. Nothing was ordered.',
  WITHDRAWN: 'The one who asked took it back. Nothing was ordered.',
  NOT_PLACED: 'It could not be ordered any more.',
};

const answerWords: Readonly<Record<JointAnswer, string>> = {
  ASKED: 'No answer yet',
  YES: 'Said yes',
  NO: 'Said no',
};

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { jointOrder } = await callGraphql({ context, request }, JointOrderPageDocument, { id: params.jointOrderId });
  if (jointOrder?.person.id !== subject.personId) notFound();
  const done = doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null;
  return { joint: jointOrder, subject, done, formKey: crypto.randomUUID(), actingFor: subject.actingFor };
}

export async function action({ context, request, params: { jointOrderId } }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const yes = textOf(form, 'answer') === 'yes';
  const { answerJointOrder } = await callGraphql({ context, request }, AnswerJointOrderDocument, {
    input: { jointOrderId, yes, idempotencyKey: textOf(form, 'key') },
  });
  if (answerJointOrder.__typename !== 'JointOrder') return refusedShared(answerJointOrder);
  const done = answerJointOrder.status === 'NOT_PLACED' ? '' : `?done=${yes ? 'yes' : 'no'}`;
  throw redirect(keepFor(`/yes-needed/${jointOrderId}${done}`, subject));
}

type Joint = NonNullable<JointOrderPageQuery['jointOrder']>;

function Facts({ joint }: { readonly joint: Joint }) {
  const isMany = joint.visits > 1;
  return (
    <SummaryList
      rows={[
        { key: 'For', value: joint.person.name },
        { key: 'What', value: `${joint.service.name} with ${joint.provider.name}: ${joint.variant.name}` },
        ...(joint.times.length > 1
          ? []
          : [{ key: 'How much', value: amountWords(joint.quantity, joint.variant.unit) }]),
        { key: 'When', value: `${joint.whenInWords}${joint.isTrial ? '. A first visit, to see if it suits' : ''}` },
        ...(joint.endsOn === null
          ? []
          : [
              {
                key: 'From',
                value: (
                  <>
                    <DateText date={joint.startsOn} withYear /> until <DateText date={joint.endsOn} withYear />
                  </>
                ),
              },
            ]),
        { key: 'Where', value: joint.place },
        ...(joint.note === null ? [] : [{ key: 'Note', value: joint.note }]),
        ...(joint.times.length > 1
          ? timesRows(joint.times, joint.variant.unit)
          : [
              {
                key: `${joint.paysSelf ? 'Own money' : 'From the budget'}${isMany ? ' each time' : ''}`,
                value: (
                  <strong data-sum="each">
                    <MoneyText pence={joint.eachTimePence} />
                  </strong>
                ),
              },
            ]),
        ...(joint.ownMoneyPence === null
          ? []
          : [{ key: 'Own money each time', value: <MoneyText pence={joint.ownMoneyPence} /> }]),
        ...(isMany
          ? [
              {
                key: 'In all',
                value: (
                  <>
                    <MoneyText pence={joint.totalPence} /> for the {countWords(joint.visits, 'visit')} that are planned
                    first
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function People({ joint }: { readonly joint: Joint }) {
  return (
    <>
      <h2 className="govuk-heading-m">Who has to say yes</h2>
      <ul className="govuk-list govuk-list--bullet">
        {joint.people.map((person) => (
          <li key={person.name}>
            {person.name}
            {person.isYou ? ' (you)' : ''}: {answerWords[person.answer]}.
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the law asks to be told before a contract; whoever asked first has ticked it. */
function RightsOf({ name }: { readonly name: string | null }) {
  return (
    <InsetText>
      {name ?? 'You'} can change {name ? 'their' : 'your'} mind for 14 days after the provider’s yes, and nobody has to
      say why. Only visits that happened are paid.{' '}
      <Anchor className="govuk-link" href="/own/rights">
        Rights when you buy
      </Anchor>
    </InsetText>
  );
}

function Answer({
  joint,
  isSelf,
  formKey,
}: {
  readonly joint: Joint;
  readonly isSelf: boolean;
  readonly formKey: string;
}) {
  const { mayAgree, mayDecline } = joint;
  if (!mayAgree && !mayDecline) return null;
  return (
    <Form method="post" className="oc-panel-form">
      <h2 className="govuk-heading-m">
        {mayAgree ? 'Do you say yes?' : isSelf ? 'Do you not want this?' : 'Have you changed your mind?'}
      </h2>
      <input type="hidden" name="key" value={formKey} />
      {mayAgree && joint.paysSelf ? <RightsOf name={isSelf ? null : joint.person.name} /> : null}
      <p className="govuk-body">
        {mayAgree && joint.paysSelf
          ? 'The last yes orders it. Nothing is taken then. It is taken by card after each visit that happened. If the price or who may act has changed by then, nothing is ordered.'
          : mayAgree
            ? `The last yes orders it. The money is promised then, and it is paid only after the visit happened. If the price, the money or who may act has changed by then, nothing is ordered.`
            : 'You can still say no. Then nothing is ordered.'}
      </p>
      <div className="govuk-button-group">
        {mayAgree ? (
          <Button name="answer" value="yes">
            Yes, order it
          </Button>
        ) : null}
        <Button name="answer" value="no" variant="secondary">
          {mayAgree || isSelf ? 'No, do not order it' : 'No, take it back'}
        </Button>
      </div>
    </Form>
  );
}

export default function YesNeeded({ loaderData, actionData }: Route.ComponentProps) {
  const { joint, subject, done, formKey } = loaderData;
  return (
    <Page before={<BackLink href={keepFor('/my-orders', subject)}>{subject.isSelf ? 'My orders' : 'Orders'}</BackLink>}>
      <FormProblems answer={actionData} />
      {done ? <NotificationBanner kind="success" text={done} /> : null}
      <h1 className="govuk-heading-xl">Waiting for a yes: {joint.service.name}</h1>
      <p className="oc-lead">{statusWords[joint.status]}</p>
      {joint.failureWords ? <InsetText>{joint.failureWords}</InsetText> : null}
      <Facts joint={joint} />
      <People joint={joint} />
      {joint.status === 'ASKED' ? (
        <>
          <p className="govuk-body">Everybody can answer until {untilWords(joint.answerBy)}.</p>
          <Answer joint={joint} isSelf={subject.isSelf} formKey={formKey} />
        </>
      ) : null}
      {joint.order ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${joint.order.id}`, subject)}>
            See the order
          </Anchor>
        </p>
      ) : null}
      {joint.status === 'ASKED' || joint.order ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(`/services/${joint.service.id}`, subject)}>
            Look at it again
          </Anchor>
        </p>
      )}
      <PhoneCall title={`Ring ${joint.provider.name}`} phone={joint.provider.phone}>
        They can tell you more about it.
      </PhoneCall>
    </Page>
  );
}
