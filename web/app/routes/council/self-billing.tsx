import { Form, redirect } from 'react-router';
import { BackLink, Button, Details, EmptyState, Page, pageTitle, Textarea } from '../../components/index.js';
import {
  AnswerSelfBillingDocument,
  CouncilSelfBillingDocument,
  EndSelfBillingDocument,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, textOf, valuesOf } from '../../work/refusal.js';
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
  const what = textOf(form, 'what');
  if (what === 'sign' || what === 'decline') {
    const input = {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      agreementId: textOf(form, 'agreementId'),
      agrees: what === 'sign',
      reason: what === 'sign' ? null : textOf(form, 'reason'),
    };
    const { answerSelfBilling } = await callGraphql({ context, request }, AnswerSelfBillingDocument, { input });
    if (isRefused(answerSelfBilling)) return notDone(answerSelfBilling, valuesOf(form));
    throw redirect(`/council/self-billing?done=${what}`);
  }
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
      <DoneBanner
        words={{
          sign: 'It is signed. On its days we make this provider’s invoices in our name.',
          decline: 'The provider reads why. Its invoices stay its own.',
          ended: 'It is ended. From tomorrow the provider’s invoices are its own again.',
        }}
      />
      <NotDoneSummary answer={actionData} fieldIds={{ reason: `reason-${actionData?.values['agreementId'] ?? ''}` }} />
      <h1 className="govuk-heading-xl">Invoices made by us</h1>
      <p className="oc-lead">
        These providers agreed that we make their invoices in our name (self-billing). It holds once one of us has
        signed too. Each has numbers of its own.
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
          answer={(one) => {
            const tried = actionData?.values['agreementId'] === one.id ? actionData : undefined;
            return (
              <>
                <Form method="post">
                  <FormKey value={`${formKey}-sign-${one.id}`} />
                  <input type="hidden" name="what" value="sign" />
                  <input type="hidden" name="agreementId" value={one.id} />
                  <Button>
                    Sign it
                    <span className="govuk-visually-hidden"> ({one.provider.name})</span>
                  </Button>
                </Form>
                <Details summary="Say no" open={problemOf(tried, 'reason') !== undefined}>
                  <Form method="post" noValidate>
                    <FormKey value={`${formKey}-decline-${one.id}`} />
                    <input type="hidden" name="what" value="decline" />
                    <input type="hidden" name="agreementId" value={one.id} />
                    <Textarea
                      id={`reason-${one.id}`}
                      name="reason"
                      label="Why not? The provider reads it."
                      rows={2}
                      value={tried?.values['reason']}
                      error={problemOf(tried, 'reason')}
                    />
                    <Button variant="warning">Say no</Button>
                  </Form>
                </Details>
              </>
            );
          }}
        />
      )}
    </Page>
  );
}
