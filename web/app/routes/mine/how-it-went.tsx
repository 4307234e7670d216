import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  Checkboxes,
  DateText,
  ErrorSummary,
  MoneyText,
  Page,
  PhoneCall,
  SummaryList,
  Textarea,
} from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import {
  ContinueTrialDocument,
  type ContinueTrialMutation,
  LeaveTrialDocument,
  TrialToDecideDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { OwnCard } from '../../journey/own-card.js';
import { ownCardOf } from '../../journey/own-card-readiness.js';
import { OwnMoneyYes } from '../../journey/own-money.js';
import { OwnPurchaseTicks, ownPurchaseOf } from '../../journey/own-purchase.js';
import { answerOf, errorOf, type FormAnswer, FormProblems, textOf } from '../../journey/problems.js';
import { amountWords } from '../../journey/quantity-words.js';
import type { Route } from './+types/how-it-went.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, TrialToDecideDocument, { id: params.orderId });
  const trial = order?.trial;
  if (!order || !trial || order.person.id !== subject.personId) notFound();
  // Whoever comes back after a decision reads what became of it.
  if (trial.status !== 'TO_DECIDE') throw redirect(keepFor(`/my-orders/${order.id}`, subject));
  const isOwnMoney = (trial.terms?.ownMoneyPence ?? 0) > 0;
  const ownCard = isOwnMoney ? await ownCardOf({ context, request }, subject, order.provider.id) : null;
  return { order, trial, subject, ownCard, key: crypto.randomUUID(), actingFor: subject.actingFor };
}

type Refusing = Exclude<ContinueTrialMutation['continueTrial'], { __typename: 'Order' }>;

export async function action({ context, request, params: { orderId } }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const key = textOf(form, 'key');
  if (textOf(form, 'answer') === 'yes') {
    const ownPence = textOf(form, 'ownPence');
    if (ownPence !== '' && textOf(form, 'own') !== 'yes')
      return { no: null, yes: null, own: 'Say yes to the part that is own money, or choose “Not for me”', reason: '' };
    const { continueTrial } = await callGraphql({ context, request }, ContinueTrialDocument, {
      orderId,
      key,
      shownUnitPricePence: Number(textOf(form, 'shownUnitPricePence')),
      agreedOwnMoneyPence: ownPence === '' ? null : Number(ownPence),
      ownPurchase: ownPurchaseOf(form),
    });
    if (continueTrial.__typename === 'Order') throw redirect(keepFor(`/my-orders/${continueTrial.id}/sent`, subject));
    return { no: null, yes: continueTrial, own: null, reason: '' };
  }
  const reason = textOf(form, 'reason');
  const { leaveTrial } = await callGraphql({ context, request }, LeaveTrialDocument, {
    input: { orderId, idempotencyKey: key, reason: reason || null, tellProvider: form.has('tell') },
  });
  if (leaveTrial.__typename === 'Trial') throw redirect(keepFor(`/my-orders/${orderId}?left=1`, subject));
  return { no: answerOf(leaveTrial), yes: null, own: null, reason };
}

function NotPlaced({ refusing, unit }: { readonly refusing: Refusing; readonly unit: string }) {
  const why: string[] = [];
  if (refusing.__typename === 'BudgetShortfall') {
    const lacking = formatPence(refusing.neededPence - refusing.availablePence);
    why.push(
      refusing.shortWeekStarting
        ? `The money would run short in the week of ${dateWords(refusing.shortWeekStarting)}. It lacks ${lacking}.`
        : `This needs ${formatPence(refusing.neededPence)} and ${formatPence(refusing.availablePence)} is left. It lacks ${lacking}.`,
    );
  }
  if (refusing.__typename === 'PriceChanged')
    why.push(
      `It was ${formatPence(refusing.shownUnitPricePence)} ${unit}. It is now ${formatPence(refusing.unitPricePence)} ${unit}.`,
    );
  if (refusing.__typename === 'InvalidInput') why.push(...refusing.problems.map(({ message }) => message));
  return (
    <ErrorSummary
      title={refusing.message}
      description={refusing.whatToDo}
      errors={why.map((message) => ({ message }))}
    />
  );
}

type Shown = Route.ComponentProps['loaderData'];

interface YesProps {
  readonly shown: Shown;
  readonly agrees: boolean;
  readonly error: string | undefined;
  readonly fieldError: (field: string) => string | undefined;
}

function Yes({ shown: { order, trial, key, ownCard, subject }, agrees, error, fieldError }: YesProps) {
  const unit = order.lines[0]?.variant.unit ?? 'HOUR';
  const { terms } = trial;
  if (!terms)
    return (
      <PhoneCall title={`Ring ${order.provider.name}`} phone={order.provider.phone}>
        This cannot be bought from the budget any more. They can tell you more.
      </PhoneCall>
    );
  return (
    <div className="oc-panel-form">
      <h2 className="govuk-heading-m">Go on with it</h2>
      <SummaryList
        rows={[
          { key: 'When', value: trial.whenInWords },
          { key: 'First visit', value: <DateText date={terms.firstOn} /> },
          { key: 'How much', value: `${amountWords(trial.quantity, unit)} each time` },
          {
            key: 'Cost each time',
            value: (
              <>
                <strong>
                  <MoneyText pence={terms.eachTimePence} />
                </strong>{' '}
                ({formatPence(terms.unitPricePence)} {perUnitWords(unit)}
                {terms.ownMoneyPence > 0 ? ', from the budget' : null})
              </>
            ),
          },
          ...(terms.ownMoneyPence > 0
            ? [{ key: 'Own money each time', value: <MoneyText pence={terms.ownMoneyPence} /> }]
            : []),
        ]}
      />
      <Form method="post">
        <input type="hidden" name="key" value={`${key}-yes`} />
        <input type="hidden" name="shownUnitPricePence" value={terms.unitPricePence} />
        {terms.ownMoneyPence > 0 ? (
          <>
            <OwnMoneyYes pence={terms.ownMoneyPence} isWeekly error={error} />
            <OwnCard
              readiness={ownCard}
              providerName={order.provider.name}
              subject={subject}
              backTo={keepFor(`/my-orders/${order.id}/how-it-went`, subject)}
            />
          </>
        ) : null}
        {order.ownPurchase ? <OwnPurchaseTicks ticked={null} errorOf={fieldError} /> : null}
        <p className="govuk-body">
          It goes on until you stop it. {order.provider.name} says yes or no first. You can cancel for nothing until
          then.
        </p>
        <Button name="answer" value="yes">
          {agrees ? 'Agree to the new price and go on' : 'Yes, go on with this'}
        </Button>
      </Form>
    </div>
  );
}

function No({
  shown: { order, subject, key },
  answer,
  reason,
}: {
  readonly shown: Shown;
  readonly answer: FormAnswer | null;
  readonly reason: string;
}) {
  return (
    <div className="oc-panel-form">
      <h2 className="govuk-heading-m">Not for {subject.isSelf ? 'me' : subject.name}</h2>
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={`${key}-no`} />
        <Textarea
          name="reason"
          label="Why? (you can leave this empty)"
          hint={`Only ${subject.isSelf ? 'you' : `you and ${subject.name}`} can read this. The council cannot.`}
          rows={3}
          value={reason}
          error={errorOf(answer, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Checkboxes
          name="tell"
          fieldset={{ legend: 'Who else may read it?', legendOptions: { className: 'govuk-visually-hidden' } }}
          items={[{ value: 'yes', label: `${order.provider.name} may read it too` }]}
          values={[]}
        />
        <Button name="answer" value="no" variant="secondary">
          Not for {subject.isSelf ? 'me' : subject.name}
        </Button>
      </Form>
    </div>
  );
}

function ownAnswer(message: string | null | undefined): FormAnswer | null {
  return message ? { problems: [{ field: 'own', message }], refused: null } : null;
}

export default function HowItWent({ loaderData, actionData }: Route.ComponentProps) {
  const { order, trial, subject } = loaderData;
  const unit = perUnitWords(order.lines[0]?.variant.unit ?? 'HOUR');
  return (
    <Page before={<BackLink href={keepFor(`/my-orders/${order.id}`, subject)}>The trial visit</BackLink>}>
      {actionData?.yes ? <NotPlaced refusing={actionData.yes} unit={unit} /> : null}
      <FormProblems answer={actionData?.no ?? ownAnswer(actionData?.own)} />
      <FormTitle title="How did it go?" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">How did it go?</h1>
      <p className="oc-lead">
        {order.service.name} with {order.provider.name}
      </p>
      <p className="govuk-body">
        You can say so until <DateText date={trial.decideBy ?? ''} />. If you say nothing, nothing more is ordered.
      </p>
      <Yes
        shown={loaderData}
        agrees={actionData?.yes?.__typename === 'PriceChanged'}
        error={actionData?.own ?? undefined}
        fieldError={(field) =>
          actionData?.yes?.__typename === 'InvalidInput'
            ? actionData.yes.problems.find((problem) => problem.field === field)?.message
            : undefined
        }
      />
      <No shown={loaderData} answer={actionData?.no ?? null} reason={actionData?.reason ?? ''} />
    </Page>
  );
}
