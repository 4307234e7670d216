import { Form } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateText,
  InsetText,
  MoneyText,
  Page,
  SummaryList,
  type SummaryRow,
} from '../../components/index.js';
import { sentenceStart } from '../../format/counts.js';
import { dateWords, shortDateWords } from '../../format/dates.js';
import {
  CardChargeDocument,
  type CardChargePartsFragment,
  type CardChargeQuery,
  StartPayingDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf, whose } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/charge.js';
import { ChargeTag, GoOn, NotSetUp } from './card-words.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { myCard, cardCharge } = await callGraphql({ context, request }, CardChargeDocument, { id: params.chargeId });
  return {
    charge: cardCharge ?? notFound(),
    subject,
    isSetUp: myCard?.setUp ?? false,
    payKey: newFormKey(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { idempotencyKey: textOf(form, 'idempotencyKey'), chargeId: params.chargeId };
  const { startPaying } = await callGraphql({ context, request }, StartPayingDocument, { input });
  return isRefused(startPaying) ? notDone(startPaying) : { url: startPaying.url };
}

/** What happened and what the person can do about it. */
function whatNow(charge: CardChargePartsFragment): string | null {
  switch (charge.state) {
    case 'NEEDS_PERSON':
      return 'Your bank wants to hear from you before it pays. Pay on the next page, and your bank asks you there.';
    case 'DECLINED': {
      const again =
        charge.nextTryAt === null
          ? 'We do not try it again by ourselves.'
          : `We try it again on ${shortDateWords(charge.nextTryAt)}.`;
      return `Your card was refused. ${charge.declinedBecause ?? ''} ${again} You can pay with another card now.`;
    }
    case 'DUE':
      return 'This is not paid yet.';
    case 'ASKING':
      return 'We asked your bank and wait for its answer. Nothing is taken twice. Look again in a few minutes.';
    case 'PAID':
    case 'NOT_OWED':
      return null;
  }
}

function PayForm({ charge, payKey }: { readonly charge: CardChargePartsFragment; readonly payKey: string }) {
  if (!['DUE', 'NEEDS_PERSON', 'DECLINED'].includes(charge.state)) return null;
  if (!charge.providerTakesCards)
    return <InsetText>{charge.provider.name} cannot be paid by card yet. Ask them how to pay.</InsetText>;
  return (
    <Form method="post">
      <FormKey value={payKey} />
      <Button>Pay now</Button>
    </Form>
  );
}

type Charge = NonNullable<CardChargeQuery['cardCharge']>;

function facts(charge: Charge, subject: Subject): readonly SummaryRow[] {
  return [
    { key: 'Where it stands', value: <ChargeTag charge={charge} /> },
    { key: 'Visit', value: dateWords(charge.onDate, true) },
    {
      key: 'What for',
      value: (
        <Anchor className="govuk-link" href={keepFor(`/my-orders/${charge.order.id}`, subject)}>
          {charge.description}
        </Anchor>
      ),
    },
    {
      key: charge.paidPence > 0 ? 'Paid to' : 'To pay to',
      value: (
        <ul className="govuk-list">
          {charge.seller.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ),
    },
    { key: `${sentenceStart(whose(subject))} own money`, value: <MoneyText pence={charge.owedPence} /> },
    ...(charge.paidPence > 0 ? [{ key: 'Paid', value: <MoneyText pence={charge.paidPence} /> }] : []),
    { key: 'VAT', value: charge.vat.words },
    ...(charge.paidAt === null ? [] : [{ key: 'Paid on', value: <DateText date={charge.paidAt} withYear /> }]),
    ...(charge.backPence > 0
      ? [{ key: subject.isSelf ? 'Given back to you' : 'Given back', value: <MoneyText pence={charge.backPence} /> }]
      : []),
    ...(charge.vat.backPence > 0
      ? [{ key: 'VAT in what was given back', value: <MoneyText pence={charge.vat.backPence} /> }]
      : []),
  ];
}

function KeepReceipt({ chargeId }: { readonly chargeId: string }) {
  const pdf = `/files/card-receipts/${chargeId}.pdf`;
  return (
    <ul className="govuk-list oc-not-printed">
      <li>
        <a className="govuk-link" href={pdf}>
          Keep this receipt as a PDF
        </a>
      </li>
      <li>
        <a className="govuk-link" href={`${pdf}?print=large`}>
          Keep this receipt as a PDF in large print
        </a>
      </li>
    </ul>
  );
}

export default function CardChargePage({ loaderData, actionData }: Route.ComponentProps) {
  const { charge, subject, isSetUp, payKey } = loaderData;
  const answer = actionData && 'refusal' in actionData ? actionData : undefined;
  const leaving = actionData && 'url' in actionData ? actionData.url : null;
  const title = charge.state === 'PAID' ? 'Receipt' : `${sentenceStart(whose(subject))} own money for a visit`;
  // Where the provider takes no cards, what to do is said below.
  const words = charge.providerTakesCards || charge.state === 'ASKING' ? whatNow(charge) : null;
  return (
    <Page before={<BackLink href={keepFor('/my-card', subject)}>{subject.isSelf ? 'My card' : 'The card'}</BackLink>}>
      <FormTitle title={title} hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {words === null || !isSetUp ? null : <p className="oc-lead">{words}</p>}
      <SummaryList rows={facts(charge, subject)} />
      {charge.disputed ? (
        <InsetText>
          The bank was told that something is wrong with this payment. It looks at it, and has not decided yet.
        </InsetText>
      ) : null}
      {charge.paidPence > 0 ? <KeepReceipt chargeId={charge.id} /> : null}
      {!isSetUp ? <NotSetUp /> : null}
      {isSetUp && leaving !== null ? (
        <GoOn url={leaving} words="You can now pay for this visit. We never see the number of your card." />
      ) : null}
      {isSetUp && leaving === null ? <PayForm charge={charge} payKey={payKey} /> : null}
    </Page>
  );
}
