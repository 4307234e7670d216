import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  DateText,
  Details,
  InsetText,
  Page,
  SummaryList,
  type SummaryRow,
  Textarea,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import {
  PublishRateCardDocument,
  RateCardPageDocument,
  SendBackRateCardDocument,
  WithdrawRateCardDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, textOf, valuesOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/rate-cards-card.js';
import { RateCardDifference } from './rate-card-difference.js';
import { CardTag, RateText } from './rate-card-words.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const { rateCard } = await callGraphql({ context, request }, RateCardPageDocument, { id: params.cardId });
  return {
    card: rateCard ?? notFound(),
    today: todayOf(context),
    mayAnswer: viewer.roles.includes('FINANCE_OFFICER'),
    keys: [newFormKey(), newFormKey(), newFormKey()] as const,
  };
}

export async function action({ context, params: { cardId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const asked = { context, request };
  const about = { cardId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const reason = textOf(form, 'reason');
  const done = textOf(form, 'do');
  const answer =
    done === 'publish'
      ? (await callGraphql(asked, PublishRateCardDocument, about)).publishRateCard
      : done === 'withdraw'
        ? (await callGraphql(asked, WithdrawRateCardDocument, { ...about, reason })).withdrawRateCard
        : (await callGraphql(asked, SendBackRateCardDocument, { ...about, reason })).sendBackRateCard;
  if (isRefused(answer)) return notDone(answer, valuesOf(form));
  throw redirect(`/council/rate-cards/${cardId}?done=${done}`);
}

type Card = Route.ComponentProps['loaderData']['card'];

interface AnswerProps {
  readonly card: Card;
  readonly keys: readonly [string, string, string];
  readonly answer: NotDone | undefined;
}

/** The officer's yes or no to a draft. Its maker can only take it away again. */
function AnswerDraft({ card, keys, answer }: AnswerProps) {
  const isBack = answer?.values['do'] === 'sendBack';
  return (
    <>
      {card.madeByReader ? (
        <InsetText>
          <strong>You made this draft, so somebody else has to publish it.</strong> Ask another finance officer to open
          this page. The prices do not change until then.
        </InsetText>
      ) : (
        <Form method="post" className="oc-panel-form">
          <FormKey value={keys[0]} />
          <input type="hidden" name="do" value="publish" />
          <h2 className="govuk-heading-m">Publish this rate card</h2>
          <p className="govuk-body">
            {card.madeByName} made it. Look at what changes first. The prices count from{' '}
            {shortDateWords(card.validFrom)}, and nobody can change them afterwards.
          </p>
          <Button>Publish the rate card</Button>
        </Form>
      )}
      <Details summary={card.madeByReader ? 'Take the draft away' : 'Send it back'} open={isBack}>
        <Form method="post" noValidate>
          <FormKey value={keys[1]} />
          <input type="hidden" name="do" value="sendBack" />
          <Textarea
            name="reason"
            label="Why?"
            hint="Officers of the council read this."
            rows={3}
            value={isBack ? answer.values['reason'] : undefined}
            error={isBack ? problemOf(answer, 'reason') : undefined}
            attributes={{ maxLength: 500 }}
          />
          <Button variant="secondary">{card.madeByReader ? 'Take it away' : 'Send it back'}</Button>
        </Form>
      </Details>
    </>
  );
}

function Withdraw({ keys, answer }: Omit<AnswerProps, 'card'>) {
  const isTried = answer?.values['do'] === 'withdraw';
  return (
    <Details summary="Take this rate card back" open={isTried}>
      <p className="govuk-body">
        You can do this until the day before it starts. Then the card before it goes on, and planned visits cost what
        they did.
      </p>
      <Form method="post" noValidate>
        <FormKey value={keys[2]} />
        <input type="hidden" name="do" value="withdraw" />
        <Textarea
          name="reason"
          label="Why?"
          rows={3}
          value={isTried ? answer.values['reason'] : undefined}
          error={isTried ? problemOf(answer, 'reason') : undefined}
          attributes={{ maxLength: 500 }}
        />
        <Button variant="warning">Take it back</Button>
      </Form>
    </Details>
  );
}

function when(name: string | null, at: string | null): React.ReactNode {
  if (at === null) return 'When the council’s data was set up';
  return (
    <>
      {name}, <DateText date={at} withYear />
    </>
  );
}

/** What a card says beside its prices, and what became of it. */
function factsOf(card: Card, today: string): readonly SummaryRow[] {
  const { holdingRoutes, status } = card;
  return [
    { key: 'Where it stands', value: <CardTag card={card} today={today} /> },
    {
      key: 'Counts',
      value: (
        <>
          From <DateText date={card.validFrom} withYear />{' '}
          {card.validTo === null ? (
            'until the next version'
          ) : (
            <>
              to <DateText date={card.validTo} withYear />
            </>
          )}
        </>
      ),
    },
    { key: 'Prices', value: card.itemCount.toLocaleString('en-GB') },
    {
      key: 'Bank holidays',
      value:
        card.bankHolidayMultiplier === '1' ? 'The usual price' : `${card.bankHolidayMultiplier} times the usual price`,
    },
    {
      key: 'Calling off a visit',
      value: `Free until ${card.cancellationNoticeHours} hours before, then ${card.cancellationPercent}% of the price`,
    },
    {
      key: 'For budgets',
      value: holdingRoutes.length === 0 ? 'All, whoever holds the money' : holdingRoutes.map(routeWords).join(', '),
    },
    {
      key: 'Made',
      value: (
        <>
          {when(card.madeByName, card.madeAt)}
          {card.fromProposal ? ', from what the provider proposed' : ''}
        </>
      ),
    },
    ...(card.answeredAt === null || card.madeAt === null
      ? []
      : [
          { key: status === 'SENT_BACK' ? 'Sent back' : 'Answered', value: when(card.answeredByName, card.answeredAt) },
        ]),
    ...(card.sentBackReason === null ? [] : [{ key: 'Why', value: card.sentBackReason }]),
    ...(card.withdrawnAt === null
      ? []
      : [
          { key: 'Taken back', value: when(card.withdrawnByName, card.withdrawnAt) },
          { key: 'Why', value: card.withdrawalReason },
        ]),
  ];
}

export default function RateCardPage({ loaderData, actionData }: Route.ComponentProps) {
  const { card, today, mayAnswer, keys } = loaderData;
  const title = `Rate card: ${card.provider?.name ?? 'any provider'}, version ${card.version}`;
  return (
    <Page width="wide" before={<BackLink href="/council/rate-cards">Rate cards</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          uploaded: 'The draft is made. Nothing has changed yet: another finance officer has to publish it.',
          publish: 'The rate card is published.',
          sendBack: 'The draft is sent back. No price has changed.',
          withdraw: 'The rate card is taken back. The card before it goes on.',
        }}
      />
      <h1 className="govuk-heading-xl">{title}</h1>
      <SummaryList rows={factsOf(card, today)} />
      {card.difference === null ? null : <RateCardDifference difference={card.difference} />}
      {card.status === 'DRAFT' && mayAnswer ? <AnswerDraft card={card} keys={keys} answer={actionData} /> : null}
      {card.canBeWithdrawn && mayAnswer ? <Withdraw keys={keys} answer={actionData} /> : null}
      <h2 className="govuk-heading-l">Prices on it</h2>
      <StackedTable
        label="Prices on this card"
        columns={[{ head: 'For', width: 'name' }, { head: 'Price' }]}
        rows={card.rates.map(({ what, unit, kind, unitPricePence }, index) => ({
          key: String(index),
          cells: [what, <RateText key="price" kind={kind} pence={unitPricePence} unit={unit} />],
        }))}
      />
      {card.itemCount > card.rates.length ? (
        <p className="govuk-body">These are the first {card.rates.length}. The file to download has them all.</p>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/rate-cards/${card.id}/prices.csv`}>
          Download all prices (CSV)
        </Anchor>
      </p>
      {mayAnswer ? (
        <ButtonLink href={`/council/rate-cards/new?after=${card.id}`} variant="secondary">
          Upload the next version
        </ButtonLink>
      ) : null}
    </Page>
  );
}
