import { redirect } from 'react-router';
import { BackLink, EmptyState, Page, pageTitle } from '../../components/index.js';
import { CouncilSelfBillingDocument, EndSelfBillingDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { SelfBillingList } from '../../work/self-billing-list.js';
import type { Route } from './+types/self-billing.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices made by us', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { selfBillingAgreements } = await callGraphql({ context, request }, CouncilSelfBillingDocument);
  return { agreements: selfBillingAgreements, today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const variables = { agreementId: textOf(form, 'agreementId'), idempotencyKey: textOf(form, 'idempotencyKey') };
  const { endSelfBilling } = await callGraphql({ context, request }, EndSelfBillingDocument, variables);
  if (isRefused(endSelfBilling)) return notDone(endSelfBilling);
  throw redirect('/council/self-billing?done=ended');
}

export default function CouncilSelfBilling({ loaderData, actionData }: Route.ComponentProps) {
  const { agreements, today, formKey } = loaderData;
  return (
    <Page before={<BackLink href="/council/bank-details">Bank details</BackLink>}>
      <FormTitle title="Invoices made by us" hasErrors={actionData !== undefined} />
      <DoneBanner words={{ ended: 'It is ended. From tomorrow the provider’s invoices are its own again.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Invoices made by us</h1>
      <p className="oc-lead">
        These providers agreed that we make their invoices in our name (self-billing). Each has numbers of its own.
      </p>
      {agreements.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No provider has agreed yet">
          <p className="govuk-body">
            Invoices make themselves all the same, as the providers’ own. A provider can agree under “Money coming”.
          </p>
        </EmptyState>
      ) : (
        <SelfBillingList
          agreements={agreements}
          other={({ provider }) => provider.name}
          today={today}
          mayEnd
          formKey={formKey}
        />
      )}
    </Page>
  );
}
