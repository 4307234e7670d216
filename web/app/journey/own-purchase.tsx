import { Anchor, Checkboxes, DateText, Details, InsetText } from '../components/index.js';
import type { Subject } from './acting-for.js';
import type { MyOrderQuery, OwnPurchaseInput } from '../generated/graphql.js';

export const OWN_PURCHASE_FIELDS = {
  rights: 'ownPurchase.rightsRead',
  early: 'ownPurchase.asksToStartEarly',
} as const;

/** What somebody who pays themselves ticked; null where no such ticks were on the page. */
export function ownPurchaseOf(form: FormData): OwnPurchaseInput | null {
  if (!form.has('ownPurchase')) return null;
  return {
    rightsRead: form.has(OWN_PURCHASE_FIELDS.rights),
    asksToStartEarly: form.has(OWN_PURCHASE_FIELDS.early),
  };
}

interface TicksProps {
  /** What was ticked before; null at first. */
  readonly ticked: OwnPurchaseInput | null;
  readonly errorOf: (field: string) => string | undefined;
  /** For whom it is bought; absent for the reader. */
  readonly subject?: Pick<Subject, 'name' | 'isSelf'>;
}

/** What the law asks of whoever buys with their own money, before they order. */
export function OwnPurchaseTicks({ ticked, errorOf, subject }: TicksProps) {
  const other = subject?.isSelf === false ? subject.name : null;
  return (
    <>
      <input type="hidden" name="ownPurchase" value="yes" />
      <h2 className="govuk-heading-m">
        {other ?? 'You'} can change {other ? 'their' : 'your'} mind for 14 days
      </h2>
      {other ? (
        <p className="govuk-body">
          You order for {other}. The contract is theirs, and so are these rights. You can use them for {other}, too.
        </p>
      ) : null}
      <p className="govuk-body">
        The 14 days start when the provider says yes. Nobody has to say why.{' '}
        {other
          ? `${other} pays for the visits that happened, and nothing for the others.`
          : 'You pay for the visits that you had, and nothing for the others.'}
      </p>
      <Details summary="How to cancel, and your money">
        <p className="govuk-body">
          Cancel it here, or tell the provider in any clear words. There is also a form on the page “Your rights when
          you buy”, under Help.
        </p>
        <p className="govuk-body">
          What was paid too much comes back in 14 days, the way it was paid. That costs nothing.
        </p>
      </Details>
      <Checkboxes
        name={OWN_PURCHASE_FIELDS.rights}
        fieldset={{ legend: 'Your rights', legendOptions: { className: 'govuk-visually-hidden' } }}
        items={[{ value: 'yes', label: 'I have read this' }]}
        values={ticked?.rightsRead ? ['yes'] : []}
        error={errorOf(OWN_PURCHASE_FIELDS.rights)}
      />
      <Checkboxes
        name={OWN_PURCHASE_FIELDS.early}
        fieldset={{ legend: 'A start in the 14 days', legendOptions: { className: 'govuk-visually-hidden' } }}
        hint="Only needed if the first visit is less than 3 weeks away"
        items={[
          {
            value: 'yes',
            label: other
              ? `${other} wants it to start in these 14 days. If ${other} changes their mind, they pay for the visits that happened`
              : 'I want it to start in these 14 days. If I change my mind, I pay for the visits that I had',
          },
        ]}
        values={ticked?.asksToStartEarly ? ['yes'] : []}
        error={errorOf(OWN_PURCHASE_FIELDS.early)}
      />
    </>
  );
}

/** On the order: until when they can change their mind, and how. Nothing where a budget pays, or once that day is past. */
export function ChangeYourMind({
  order: { ownPurchase, provider },
  today,
}: {
  readonly order: Pick<NonNullable<MyOrderQuery['order']>, 'ownPurchase' | 'provider'>;
  readonly today: string;
}) {
  const until = ownPurchase?.changeMindUntil ?? null;
  if (until === null || until < today) return null;
  return (
    <InsetText>
      You can change your mind until the end of <DateText date={until} withYear />. Cancel it here, or tell{' '}
      {provider.name} in any clear words. You pay for the visits that you had, and nothing for the others.{' '}
      <Anchor className="govuk-link" href="/own/rights">
        Your rights when you buy
      </Anchor>
    </InsetText>
  );
}
