import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateText,
  InsetText,
  Page,
  pageTitle,
  Select,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { LegalDetailsPageDocument, SaveLegalDetailsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FormValues, isRefused, notDone, problemOf, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/legal-details.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Your name on invoices', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...providerMoney);
  const { legalDetails, selfBillingAgreements } = await callGraphql({ context, request }, LegalDetailsPageDocument);
  return {
    details: legalDetails,
    agreement: selfBillingAgreements.find(({ endsOn }) => endsOn >= todayOf(context)) ?? null,
    mayChange: viewer.roles.includes('PROVIDER_OWNER'),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const given = (name: string): string | null => textOf(form, name) || null;
  const input = {
    idempotencyKey: textOf(form, 'idempotencyKey'),
    legalName: textOf(form, 'legalName'),
    addressLines: textOf(form, 'addressLines')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    town: given('town'),
    postcode: given('postcode'),
    vatNumber: given('vatNumber')?.replace(/^GB|\s/gi, '') ?? null,
    taxReference: given('taxReference')?.replace(/\s/g, '') ?? null,
    companyNumber: given('companyNumber')?.toUpperCase() ?? null,
    endpointScheme: given('endpointScheme'),
    endpointId: given('endpointId'),
  };
  const { saveLegalDetails } = await callGraphql({ context, request }, SaveLegalDetailsDocument, { input });
  if (isRefused(saveLegalDetails)) return notDone(saveLegalDetails, valuesOf(form));
  throw redirect('/provider/money/legal-details?done=saved');
}

const label = { className: 'govuk-label--s' };

export default function LegalDetails({ loaderData, actionData }: Route.ComponentProps) {
  const { details, agreement, mayChange, formKey } = loaderData;
  const kept: FormValues = details
    ? {
        legalName: details.legalName,
        addressLines: details.addressLines.join('\n'),
        town: details.town ?? '',
        postcode: details.postcode ?? '',
        vatNumber: details.vatNumber ?? '',
        taxReference: details.taxReference ?? '',
        companyNumber: details.companyNumber ?? '',
        endpointScheme: details.endpointScheme ?? '',
        endpointId: details.endpointId ?? '',
      }
    : {};
  const values = actionData?.values ?? kept;
  const field = (name: string) => ({ name, value: values[name], error: problemOf(actionData, name) });
  const title = 'Your name on invoices';
  return (
    <Page before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ saved: 'It is saved. New invoices say it from today on.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        What the law wants to see on an invoice. Invoices that are made already stay as they are.
      </p>
      <p className="govuk-body">
        {agreement === null
          ? 'Your invoices are made as yours. '
          : `${agreement.councilName} makes your invoices in its own name. `}
        <Anchor className="govuk-link" href="/provider/money/self-billing">
          Invoices made by a council
        </Anchor>
      </p>
      {details === null ? (
        <InsetText>You have not said it yet. Until you do, invoices carry the name of your store.</InsetText>
      ) : (
        <p className="govuk-hint">
          Your invoices have said this since <DateText date={details.from} withYear />.
        </p>
      )}
      {mayChange ? (
        <Form method="post" noValidate>
          <FormKey value={formKey} />
          <TextInput
            {...field('legalName')}
            label="Legal name"
            labelOptions={label}
            hint="As it is registered. If you work for yourself, your own name."
            autoComplete="organization"
          />
          <Textarea
            {...field('addressLines')}
            label="Address"
            labelOptions={label}
            hint="Three lines at the most, without town and postcode. Leave it empty if you work from home: whoever pays can read it."
            rows={3}
          />
          <TextInput {...field('town')} label="Town" labelOptions={label} className="govuk-input--width-20" />
          <TextInput {...field('postcode')} label="Postcode" labelOptions={label} className="govuk-input--width-10" />
          <TextInput
            {...field('vatNumber')}
            label="VAT number, if you have one"
            labelOptions={label}
            hint="9 or 12 digits, without GB"
            className="govuk-input--width-10"
            inputMode="numeric"
          />
          <TextInput
            {...field('taxReference')}
            label="Unique Taxpayer Reference, if you have no VAT number"
            labelOptions={label}
            hint="10 digits, on letters from HMRC"
            className="govuk-input--width-10"
            inputMode="numeric"
          />
          <TextInput
            {...field('companyNumber')}
            label="Company or charity number, if you have one"
            labelOptions={label}
            hint="8 letters and digits"
            className="govuk-input--width-10"
          />
          <Select
            {...field('endpointScheme')}
            label="Electronic address for invoices, if you have one"
            labelOptions={label}
            items={[
              { value: '', text: 'None' },
              { value: '0088', text: 'Global Location Number (GLN)' },
              { value: '0060', text: 'DUNS number' },
              { value: '9932', text: 'UK VAT number' },
            ]}
          />
          <TextInput
            {...field('endpointId')}
            label="Number of the electronic address"
            labelOptions={label}
            className="govuk-input--width-20"
            autoComplete="off"
          />
          <Button>Save</Button>
        </Form>
      ) : (
        <p className="govuk-body">Only the owner can change it.</p>
      )}
    </Page>
  );
}
