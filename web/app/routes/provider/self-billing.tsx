import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  Checkboxes,
  DateInput,
  EmptyState,
  Page,
  pageTitle,
  Select,
  TextInput,
} from '../../components/index.js';
import { AgreeSelfBillingDocument, EndSelfBillingDocument, SelfBillingPageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { SelfBillingList } from '../../work/self-billing-list.js';
import type { Route } from './+types/self-billing.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices made by a council', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...providerMoney);
  const { selfBillingAgreements, selfBillingOffer } = await callGraphql({ context, request }, SelfBillingPageDocument);
  return {
    agreements: selfBillingAgreements,
    offer: selfBillingOffer ?? notFound(),
    mayChange: viewer.roles.includes('PROVIDER_OWNER'),
    today: todayOf(context),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const asked = { context, request };
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (textOf(form, 'what') === 'end') {
    const variables = { agreementId: textOf(form, 'agreementId'), idempotencyKey };
    const { endSelfBilling } = await callGraphql(asked, EndSelfBillingDocument, variables);
    if (isRefused(endSelfBilling)) return notDone(endSelfBilling, values);
    throw redirect('/provider/money/self-billing?done=ended');
  }
  const [startsOn, endsOn] = [readDay(form, 'startsOn'), readDay(form, 'endsOn')];
  if (!startsOn || !endsOn)
    return putRight(
      [{ field: startsOn ? 'endsOn' : 'startsOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' }],
      values,
    );
  const input = {
    idempotencyKey,
    councilId: textOf(form, 'councilId'),
    prefix: textOf(form, 'prefix'),
    startsOn,
    endsOn,
    agrees: textOf(form, 'agrees') === 'yes',
  };
  const { agreeSelfBilling } = await callGraphql(asked, AgreeSelfBillingDocument, { input });
  if (isRefused(agreeSelfBilling)) return notDone(agreeSelfBilling, values);
  throw redirect('/provider/money/self-billing?done=agreed');
}

const small = { className: 'govuk-fieldset__legend--s' };

export default function ProviderSelfBilling({ loaderData, actionData }: Route.ComponentProps) {
  const { agreements, offer, mayChange, today, formKey } = loaderData;
  const values = actionData?.values ?? dayFields(today, 'startsOn');
  const title = 'Invoices made by a council';
  return (
    <Page before={<BackLink href="/provider/money/legal-details">Your name on invoices</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner
        words={{
          agreed: 'It is written down. It holds once the council has signed too.',
          ended: 'It is ended. From tomorrow the invoices are your own again.',
        }}
      />
      <NotDoneSummary answer={actionData} fieldIds={{ startsOn: 'startsOn-day', endsOn: 'endsOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        Your invoices make themselves, and they are yours. A council may make them in its own name only if you both
        sign. That is called self-billing.
      </p>
      <SelfBillingList
        agreements={agreements}
        other={({ councilName }) => councilName}
        today={today}
        mayEnd={mayChange}
        formKey={formKey}
      />
      {offer.councils.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No council buys from you yet">
          <p className="govuk-body">You can agree when a council has prices with you.</p>
        </EmptyState>
      ) : null}
      {mayChange && offer.councils.length > 0 ? (
        <Form method="post" noValidate>
          <FormKey value={formKey} />
          <h2 className="govuk-heading-l">Agree with a council</h2>
          <ul className="govuk-list govuk-list--bullet">
            {offer.words.split('\n').map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Select
            name="councilId"
            label="Which council?"
            labelOptions={{ className: 'govuk-label--s' }}
            items={offer.councils.map(({ id, name }) => ({ value: id, text: name }))}
            value={actionData?.values['councilId']}
            error={problemOf(actionData, 'councilId')}
          />
          <TextInput
            name="prefix"
            label="What do these invoices begin with?"
            labelOptions={{ className: 'govuk-label--s' }}
            hint="2 to 6 letters and digits, such as SB1. They are used for this council alone."
            className="govuk-input--width-5"
            value={actionData?.values['prefix']}
            error={problemOf(actionData, 'prefix')}
            autoComplete="off"
          />
          <DateInput
            id="startsOn"
            namePrefix="startsOn"
            fieldset={{ legend: 'From which day?', legendOptions: small }}
            values={values}
            error={problemOf(actionData, 'startsOn')}
          />
          <DateInput
            id="endsOn"
            namePrefix="endsOn"
            fieldset={{ legend: 'Until which day? A year at the most.', legendOptions: small }}
            values={actionData?.values ?? {}}
            error={problemOf(actionData, 'endsOn')}
          />
          <Checkboxes
            name="agrees"
            fieldset={{ legend: 'Do you agree?', legendOptions: small }}
            items={[{ value: 'yes', label: 'We agree to all of the above' }]}
            error={problemOf(actionData, 'agrees')}
          />
          <Button>Agree</Button>
        </Form>
      ) : null}
    </Page>
  );
}
