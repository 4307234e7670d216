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
import {
  AnswerSharedOrderDocument,
  SharedOrderPageDocument,
  type SharedOrderPageQuery,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf, whose } from '../../journey/acting-for.js';
import { FormProblems, textOf } from '../../journey/problems.js';
import { amountWords } from '../../journey/quantity-words.js';
import { refusedShared, sharedAnswerWords, sharedStatusWords, untilWords } from '../../journey/shared-words.js';
import type { Route } from './+types/together.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  return pageTitle(`Together: ${loaderData.shared.service.name}`, matches);
}

const doneWords: Readonly<Record<string, string>> = {
  asked: 'We have asked them. You hear from us when they answer.',
  yes: 'You said yes.',
  no: 'You said no. Nothing is ordered.',
};

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { sharedOrder } = await callGraphql({ context, request }, SharedOrderPageDocument, {
    id: params.sharedOrderId,
  });
  const part = sharedOrder?.parts.find(({ person }) => person.id === subject.personId);
  if (!sharedOrder || !part) notFound();
  const done = doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null;
  return { shared: sharedOrder, part, subject, done, formKey: crypto.randomUUID(), actingFor: subject.actingFor };
}

export async function action({ context, request, params: { sharedOrderId } }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const yes = textOf(form, 'answer') === 'yes';
  const { answerSharedOrder } = await callGraphql({ context, request }, AnswerSharedOrderDocument, {
    input: {
      sharedOrderId,
      personId: subject.personId,
      yes,
      shownUnitPricePence: yes ? Number(textOf(form, 'shownUnitPricePence')) : null,
      idempotencyKey: textOf(form, 'key'),
    },
  });
  if (answerSharedOrder.__typename === 'SharedOrder')
    throw redirect(keepFor(`/ordering-together/${sharedOrderId}?done=${yes ? 'yes' : 'no'}`, subject));
  return refusedShared(answerSharedOrder);
}

type Shared = NonNullable<SharedOrderPageQuery['sharedOrder']>;
type Part = Shared['parts'][number];
interface Shown {
  readonly shared: Shared;
  readonly part: Part;
  readonly subject: Subject;
}

function Facts({ shared, part, subject }: Shown) {
  const each = shared.endsOn === null ? '' : ' each time';
  return (
    <SummaryList
      rows={[
        {
          key: 'What',
          value: `${shared.service.name} with ${shared.provider.name}: ${shared.variant.name}`,
        },
        { key: 'How much', value: amountWords(shared.quantity, shared.variant.unit) },
        { key: 'When', value: shared.whenInWords },
        ...(shared.endsOn === null
          ? []
          : [
              {
                key: 'From',
                value: (
                  <>
                    <DateText date={shared.startsOn} withYear /> until <DateText date={shared.endsOn} withYear />
                  </>
                ),
              },
            ]),
        { key: 'Where', value: shared.place },
        ...(shared.note === null ? [] : [{ key: 'Note', value: shared.note }]),
        {
          key: subject.isSelf ? `You pay${each}` : `${subject.name} pays${each}`,
          value:
            part.eachTimePence === null || part.wholePence === null ? (
              `This cannot be bought from ${whose(subject)} budget.`
            ) : (
              <>
                <strong data-sum="share">
                  <MoneyText pence={part.eachTimePence} />
                </strong>
                : {part.shareWords} of <MoneyText pence={part.wholePence} />
              </>
            ),
        },
      ]}
    />
  );
}

function People({ shared, subject }: Omit<Shown, 'part'>) {
  // Whoever shares it with somebody they act for reads both as theirs.
  const you = shared.people.filter(({ isYours }) => isYours).length > 1 ? ' (you, or somebody you act for)' : ' (you)';
  return (
    <>
      <h2 className="govuk-heading-m">Who shares it</h2>
      <ul className="govuk-list govuk-list--bullet">
        {shared.people.map((person, place) => (
          <li key={place}>
            {person.firstName ?? 'Somebody who was asked'}
            {person.isYours && subject.isSelf ? you : ''}: {person.shareWords}. {sharedAnswerWords[person.answer]}.
          </li>
        ))}
      </ul>
    </>
  );
}

function Answer({ part, subject, formKey }: Omit<Shown, 'shared'> & { readonly formKey: string }) {
  const hasSaidYes = part.answer === 'YES';
  return (
    <Form method="post" className="oc-panel-form">
      <h2 className="govuk-heading-m">
        {hasSaidYes
          ? 'Have you changed your mind?'
          : subject.isSelf
            ? 'Would you like this?'
            : 'Say yes or no for them'}
      </h2>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="shownUnitPricePence" value={part.unitPricePence ?? ''} />
      {hasSaidYes ? (
        <p className="govuk-body">You can still say no. Then nothing is ordered for anybody.</p>
      ) : (
        <p className="govuk-body">
          When everybody has said yes, it is ordered, and the money for {whose(subject)} part is promised. It is paid
          only after the visit happened. Nobody else sees what you pay or what is in your budget.
        </p>
      )}
      <div className="govuk-button-group">
        {hasSaidYes || part.unitPricePence === null ? null : (
          <Button name="answer" value="yes">
            Yes, share it
          </Button>
        )}
        <Button name="answer" value="no" variant="secondary">
          {hasSaidYes ? 'No, take it back' : 'No, thank you'}
        </Button>
      </div>
    </Form>
  );
}

export default function OrderTogether({ loaderData, actionData }: Route.ComponentProps) {
  const { shared, part, subject, done, formKey } = loaderData;
  const isOpen = shared.status === 'ASKED';
  return (
    <Page before={<BackLink href={keepFor('/my-orders', subject)}>{subject.isSelf ? 'My orders' : 'Orders'}</BackLink>}>
      <FormProblems answer={actionData} />
      {done ? <NotificationBanner kind="success" text={done} /> : null}
      <h1 className="govuk-heading-xl">Ordering together: {shared.service.name}</h1>
      <p className="oc-lead">{sharedStatusWords[shared.status]}</p>
      {shared.failureWords ? <InsetText>{shared.failureWords}</InsetText> : null}
      <Facts shared={shared} part={part} subject={subject} />
      <People shared={shared} subject={subject} />
      {isOpen ? (
        <>
          <p className="govuk-body">Everybody can answer until {untilWords(shared.answerBy)}.</p>
          {subject.callId !== null ? (
            <InsetText>
              Nobody can say yes or no to this on the telephone. {subject.name} can answer here, or whoever helps them.
            </InsetText>
          ) : subject.scopes.includes('ORDER') ? (
            <Answer part={part} subject={subject} formKey={formKey} />
          ) : null}
        </>
      ) : null}
      {part.order ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${part.order.id}`, subject)}>
            {subject.isSelf ? 'See your part of it' : 'See their part of it'}
          </Anchor>
        </p>
      ) : null}
      {isOpen || part.order ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(`/services/${shared.service.id}`, subject)}>
            Try again, or order alone
          </Anchor>
        </p>
      )}
      <PhoneCall title={`Ring ${shared.provider.name}`} phone={shared.provider.phone}>
        They can tell you more about it.
      </PhoneCall>
    </Page>
  );
}
