import { Form } from 'react-router';
import { BackLink, Button, EmptyState, InsetText, MoneyText, Page } from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import {
  LookAtCardAccountDocument,
  OurCardAccountDocument,
  type OurCardAccountQuery,
  StartCardAccountDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import { providerMoney } from '../provider/roles.js';
import type { Route } from './+types/provider-card.js';
import { GoOn, IncomingTag, keptPence } from './card-words.js';

type Ours = NonNullable<OurCardAccountQuery['ourCardAccount']>;

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  // Whoever comes back from the company's pages wants to read how it stands now.
  if (new URL(request.url).searchParams.has('back')) await callGraphql({ context, request }, LookAtCardAccountDocument);
  const { ourCardAccount } = await callGraphql({ context, request }, OurCardAccountDocument);
  return { ours: ourCardAccount ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const input = { idempotencyKey: textOf(await request.formData(), 'idempotencyKey') };
  const { startCardAccount } = await callGraphql({ context, request }, StartCardAccountDocument, { input });
  return isRefused(startCardAccount) ? notDone(startCardAccount) : { url: startCardAccount.url };
}

function standingWords({ state, askedCount }: Ours): string {
  switch (state) {
    case 'NONE':
      return 'You have no account with Stripe for this yet. It takes about ten minutes. Have your bank details ready.';
    case 'BEGUN':
      return askedCount === 0
        ? 'You have begun. Go on where you stopped.'
        : `You have begun. Stripe still asks for ${countWords(askedCount, 'thing')}.`;
    case 'CHECKED':
      return 'You gave everything. Stripe looks at it; you can be paid when it says yes.';
    case 'READY':
      return 'You can be paid by card. The money goes straight to your account with Stripe. We never hold it.';
  }
}

function Standing({ ours, formKey }: { readonly ours: Ours; readonly formKey: string }) {
  if (!ours.setUp)
    return <InsetText>Card payment is not set up here. People pay their own part as you agree it with them.</InsetText>;
  return (
    <>
      <p className="oc-lead">{standingWords(ours)}</p>
      {ours.mayStart ? (
        <Form method="post">
          <FormKey value={formKey} />
          <Button>{ours.state === 'NONE' ? 'Open an account' : 'Go on with the account'}</Button>
        </Form>
      ) : (
        <InsetText>Only an owner can open the account.</InsetText>
      )}
    </>
  );
}

export default function ProviderCard({ loaderData, actionData }: Route.ComponentProps) {
  const { ours, formKey } = loaderData;
  const answer = actionData && 'refusal' in actionData ? actionData : undefined;
  const leaving = actionData && 'url' in actionData ? actionData.url : null;
  return (
    <Page before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <FormTitle title="Get paid by card" hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <h1 className="govuk-heading-xl">Get paid by card</h1>
      <p className="govuk-body">
        Some people pay a part of their visits with their own money. With a card, it comes to you when they have said
        that the visit happened.
      </p>
      {leaving === null ? (
        <Standing ours={ours} formKey={formKey} />
      ) : (
        <GoOn url={leaving} words="You can now give Stripe what it needs to pay you." />
      )}
      <h2 className="govuk-heading-l">People’s own money</h2>
      {ours.charges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="Nothing yet" headingLevel={3}>
          <p className="govuk-body">When somebody pays a part of a visit themselves, it is listed here.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="People’s own money"
          columns={[
            { head: 'Visit', width: 'short' },
            { head: 'What for', width: 'name' },
            { head: 'Where it stands' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={ours.charges.map((charge) => ({
            key: charge.id,
            cells: [
              shortDateWords(charge.onDate),
              charge.order.service.name,
              <IncomingTag key="state" charge={charge} />,
              <MoneyText key="sum" pence={keptPence(charge)} />,
            ],
          }))}
        />
      )}
    </Page>
  );
}
