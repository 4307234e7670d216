import { Anchor, Checkboxes, MoneyText, SummaryList, Table } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { OwnMoneyBetweenQuery, OwnMoneyPartsFragment, OwnMoneyState } from '../generated/graphql.js';
import { keepFor, type Subject, whose } from './acting-for.js';
import type { OwnMoneyShown } from './order-page.js';

interface OfferProps {
  readonly offer: OwnMoneyShown;
  readonly subject: Subject;
}

/** The two parts of a visit above the council’s highest price, and who would do it for the budget’s money alone. */
export function OwnMoneyOfferPart({ offer, subject }: OfferProps) {
  const you = subject.isSelf ? 'you' : subject.name;
  return (
    <section aria-labelledby="own-money-title" className="oc-panel-form">
      <h2 className="govuk-heading-m" id="own-money-title">
        A part of it would be {subject.isSelf ? 'your' : `${subject.name}’s`} own money
      </h2>
      <p className="govuk-body">This costs more than the council pays. It has two parts, and they stay apart.</p>
      <SummaryList
        rows={[
          { key: `From ${whose(subject)} budget`, value: <MoneyText pence={offer.budgetPence} /> },
          {
            key: 'Own money',
            value: (
              <strong>
                <MoneyText pence={offer.ownPence} />
              </strong>
            ),
          },
          { key: 'Together', value: <MoneyText pence={offer.publicPence} /> },
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

/** The yes to the own part, apart from the yes to the order. */
export function OwnMoneyTick({ offer, error }: Pick<OfferProps, 'offer'> & { readonly error: string | undefined }) {
  const [first] = offer.instead;
  return (
    <>
      <input type="hidden" name="ownPence" value={offer.ownPence} />
      <Checkboxes
        name="own"
        fieldset={{ legend: 'The part that is own money', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint={`It is paid to the provider once the visit has happened, and never comes out of the budget. Something within the budget is offered too${
          first ? `: ${first.service.name} with ${first.provider.name}, ${formatPence(first.amountPence)}` : ''
        }.`}
        items={[
          { value: 'yes', label: `Yes, I agree to pay ${formatPence(offer.ownPence)} of own money for this visit` },
        ]}
        values={[]}
        error={error}
      />
    </>
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
          ? 'What people agreed to pay themselves, above the council’s price. It is on no invoice to the council. Card payment is not set up yet: agree with the person how they pay.'
          : 'What you agreed to pay yourself, above the council’s price. It is not in your budget. Card payment is not set up yet: agree with the provider how you pay.'}{' '}
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
