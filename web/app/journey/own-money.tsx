import { Form } from 'react-router';
import { Anchor, Button, Checkboxes, InsetText, MoneyText, SummaryList, Table } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { MyOrderQuery, OwnMoneyBetweenQuery, OwnMoneyPartsFragment, OwnMoneyState } from '../generated/graphql.js';
import { keepFor, type Subject, whose } from './acting-for.js';
import type { OrderDraft } from './order-draft.js';
import type { OwnMoneyShown } from './order-page.js';

interface OfferProps {
  readonly offer: OwnMoneyShown;
  readonly draft: OrderDraft;
  readonly subject: Subject;
}

/** What the own part comes to in a week, or in as many weeks as the pattern takes; none for a single visit. */
export function ownMoneyByWeek(offer: OwnMoneyShown, { how, days, everyWeeks, more }: OrderDraft) {
  if (how !== 'weekly') return [];
  const pence = offer.ownPence * days.length * (1 + more.length);
  const most = more.length > 0 ? ', at most' : '';
  return [
    {
      key: `${everyWeeks === 1 ? 'Own money in a week' : `Own money in ${everyWeeks} weeks`}${most}`,
      value: <MoneyText pence={pence} />,
    },
  ];
}

/** The two parts of a visit above the council’s highest price, and who would do it for the budget’s money alone. */
export function OwnMoneyOfferPart({ offer, draft, subject }: OfferProps) {
  const you = subject.isSelf ? 'you' : subject.name;
  const each = draft.how !== 'weekly' ? '' : draft.more.length > 0 ? ' for the longest visit' : ' each time';
  return (
    <section aria-labelledby="own-money-title" className="oc-panel-form">
      <h2 className="govuk-heading-m" id="own-money-title">
        A part of it would be {subject.isSelf ? 'your' : `${subject.name}’s`} own money
      </h2>
      <p className="govuk-body">This costs more than the council pays. It has two parts, and they stay apart.</p>
      <SummaryList
        rows={[
          { key: `From ${whose(subject)} budget${each}`, value: <MoneyText pence={offer.budgetPence} /> },
          {
            key: `Own money${each}`,
            value: (
              <strong>
                <MoneyText pence={offer.ownPence} />
              </strong>
            ),
          },
          { key: `Together${each}`, value: <MoneyText pence={offer.publicPence} /> },
          ...ownMoneyByWeek(offer, draft),
        ]}
      />
      <h3 className="govuk-heading-s">Somebody else would do it for the budget’s money alone</h3>
      <p className="govuk-body">If you choose them, {you} would pay nothing yourself.</p>
      <ul className="govuk-list govuk-list--bullet">
        {offer.instead.slice(0, 5).map(({ provider, service, amountPence, miles }) => (
          <li key={provider.id}>
            <Anchor className="govuk-link" href={keepFor(`/services/${service.id}`, subject)}>
              {service.name} with {provider.name}
            </Anchor>
            : <MoneyText pence={amountPence} />
            {miles === null ? null : `, ${miles} miles away`}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface YesProps {
  readonly pence: number;
  /** Of each visit of an order that repeats. */
  readonly isWeekly: boolean;
  readonly hint?: string;
  readonly error: string | undefined;
}

/** The yes to the own part, apart from the yes to the order. */
export function OwnMoneyYes({ pence, isWeekly, hint, error }: YesProps) {
  const paid = `It is paid to the provider once ${isWeekly ? 'a' : 'the'} visit has happened, and never comes out of the budget.`;
  const asked = isWeekly ? ' If it would ever be more, you are asked first.' : '';
  return (
    <>
      <input type="hidden" name="ownPence" value={pence} />
      <Checkboxes
        name="own"
        fieldset={{ legend: 'The part that is own money', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint={`${paid}${asked}${hint ? ` ${hint}` : ''}`}
        items={[
          {
            value: 'yes',
            label: `Yes, I agree to pay ${formatPence(pence)} of own money for ${isWeekly ? 'each' : 'this'} visit`,
          },
        ]}
        values={[]}
        error={error}
      />
    </>
  );
}

/** Before the yes: later visits may take own money that nobody agrees to yet. */
export function LaterOwnMoney({ ownPence, subject }: { readonly ownPence: number; readonly subject: Subject }) {
  if (ownPence === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body govuk-!-margin-bottom-0">
        After about half a year this will cost more than the council pays: up to {formatPence(ownPence)} of{' '}
        {subject.isSelf ? 'your' : `${subject.name}’s`} own money for a visit. You do not agree to that now. We will ask
        before then. Without a yes those visits are not planned.
      </p>
    </InsetText>
  );
}

/** The same for an order that is being placed, with who would do it within the budget. */
export function OwnMoneyTick({
  offer,
  draft,
  error,
}: Pick<OfferProps, 'offer' | 'draft'> & { readonly error: string | undefined }) {
  const [first] = offer.instead;
  const instead = first ? `: ${first.service.name} with ${first.provider.name}, ${formatPence(first.amountPence)}` : '';
  return (
    <OwnMoneyYes
      pence={offer.ownPence}
      isWeekly={draft.how === 'weekly'}
      hint={`Something within the budget is offered too${instead}.`}
      error={error}
    />
  );
}

interface AskedProps {
  readonly asked: NonNullable<MyOrderQuery['order']>['ownMoneyAsked'];
  readonly stopHref: string;
  readonly formKey: string;
  readonly canAnswer: boolean;
}

/** A bigger own part from a new price of the council, which waits for a yes. */
export function OwnMoneyAsked({ asked, stopHref, formKey, canAnswer }: AskedProps) {
  if (!asked) return null;
  return (
    <div className="oc-panel-form">
      <h2 className="govuk-heading-m">The part that is own money would be more</h2>
      <p className="govuk-body">
        The council pays less from {dateWords(asked.fromOn)}. Then each visit would take up to{' '}
        <strong>{formatPence(asked.ownPence)}</strong> of own money. Now it is{' '}
        {asked.beforePence === 0 ? 'none' : `${formatPence(asked.beforePence)} at the most`}. Nobody pays more until you
        say yes.
        {asked.beforePence === 0 ? ' New visits at that price are not planned before you say yes.' : null}
      </p>
      {canAnswer ? (
        <Form method="post">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="questionId" value={asked.id} />
          <input type="hidden" name="ownPence" value={asked.ownPence} />
          <div className="govuk-button-group">
            <Button>Agree to pay {formatPence(asked.ownPence)} for each visit</Button>
            <Anchor className="govuk-link" href={stopHref}>
              Stop from that day, free of charge
            </Anchor>
          </div>
        </Form>
      ) : null}
    </div>
  );
}

/** Where the own part of an order stands. */
export function ownMoneyWords(own: OwnMoneyPartsFragment): string {
  if (own.state === 'AGREED') return `${formatPence(own.agreedPence)}, owed once the visit is confirmed`;
  if (own.state === 'GIVEN_BACK')
    return `Nothing. The visit did not happen, so the ${formatPence(own.agreedPence)} fell away`;
  return own.owedPence < own.agreedPence
    ? `${formatPence(own.owedPence)} of the ${formatPence(own.agreedPence)} agreed, because less was delivered`
    : formatPence(own.owedPence);
}

const states: Readonly<Record<OwnMoneyState, string>> = {
  AGREED: 'Agreed, not owed yet',
  OWED: 'Owed',
  GIVEN_BACK: 'Nothing owed',
};

/** Own money in a time, apart from every budget: a person’s own, or what a provider gets from people. */
export function OwnMoneyList({
  lines,
  by,
}: {
  readonly lines: OwnMoneyBetweenQuery['ownMoney'];
  readonly by: { readonly subject: Subject } | 'provider';
}) {
  if (lines.length === 0) return null;
  const owed = lines.reduce((sum, line) => sum + line.owedPence, 0);
  const forProvider = by === 'provider';
  const href = (id: string): string =>
    by === 'provider' ? `/provider/orders/${id}` : keepFor(`/my-orders/${id}`, by.subject);
  return (
    <section aria-labelledby="own-money-list">
      <h2 className="govuk-heading-l" id="own-money-list">
        {forProvider ? 'From people themselves' : 'Your own money'}
      </h2>
      <p className="govuk-body">
        {forProvider
          ? 'What people agreed to pay themselves, above the council’s price. It is on no invoice to the council. Where it is not paid by card, agree with the person how they pay.'
          : 'What you agreed to pay yourself, above the council’s price. It is not in your budget. “My card” says what is taken from your card. Where cards are not set up, agree with the provider how you pay.'}{' '}
        Owed in this time: <strong>{formatPence(owed)}</strong>.
      </p>
      <Table
        head={[
          { content: 'Visit' },
          { content: 'For' },
          { content: 'Where it stands' },
          { content: 'Owed', format: 'numeric' },
        ]}
        firstCellIsHeader
        className="oc-narrow-table"
        rows={lines.map((line) => [
          { content: dateWords(line.onDate) },
          {
            content: (
              <Anchor className="govuk-link" href={href(line.order.id)}>
                {forProvider ? line.order.person.name : `${line.order.service.name} with ${line.order.provider.name}`}
              </Anchor>
            ),
          },
          { content: states[line.state] },
          { content: <MoneyText pence={line.owedPence} />, format: 'numeric' },
        ])}
      />
    </section>
  );
}
