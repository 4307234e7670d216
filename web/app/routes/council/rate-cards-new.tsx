import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  Checkboxes,
  Details,
  FileUpload,
  InsetText,
  Page,
  Select,
  TextInput,
} from '../../components/index.js';
import {
  type HoldingRoute,
  RateCardFormDocument,
  RateCardTermsDocument,
  UploadRateCardDocument,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { readDay } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/rate-cards-new.js';
import { DayField, dayOrProblem } from './decision-form.js';

const ANY = 'any';
const ROUTES: readonly HoldingRoute[] = [
  'COUNCIL_MANAGED',
  'DIRECT_PAYMENT',
  'REPRESENTATIVE',
  'TRUST',
  'BROKER',
  'INDIVIDUAL_SERVICE_FUND',
];

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const asked = { context, request };
  const before = new URL(request.url).searchParams.get('after');
  const [{ rateCardProviders }, terms] = await Promise.all([
    callGraphql(asked, RateCardFormDocument),
    before === null ? null : callGraphql(asked, RateCardTermsDocument, { id: before }),
  ]);
  return { providers: rateCardProviders, before: terms?.rateCard ?? null, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const validFrom = dayOrProblem(form, 'from', 'validFrom', problems);
  const hasEnd = ['day', 'month', 'year'].some((part) => textOf(form, `to-${part}`) !== '');
  const validTo = hasEnd ? readDay(form, 'to') : null;
  if (hasEnd && validTo === null)
    problems.push({ field: 'validTo', message: 'Enter a day that is in the calendar, or leave it empty' });
  const notice = textOf(form, 'cancellationNoticeHours');
  if (!/^\d{1,3}$/.test(notice)) problems.push({ field: 'cancellationNoticeHours', message: 'Enter whole hours' });
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0)
    problems.push({ field: 'file', message: 'Choose the file with the prices' });
  if (problems.length > 0 || validFrom === null || !(file instanceof File)) return putRight(problems, values);
  const providerId = textOf(form, 'providerId');
  const { uploadRateCard } = await callGraphql({ context, request }, UploadRateCardDocument, {
    input: {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      providerId: providerId === ANY ? null : providerId,
      validFrom,
      validTo,
      bankHolidayMultiplier: textOf(form, 'bankHolidayMultiplier'),
      cancellationNoticeHours: Number(notice),
      cancellationPercent: textOf(form, 'cancellationPercent'),
      holdingRoutes: ROUTES.filter((route) => textOf(form, `route-${route}`) === 'yes'),
      contentBase64: Buffer.from(await file.arrayBuffer()).toString('base64'),
    },
  });
  if (isRefused(uploadRateCard)) return notDone(uploadRateCard, values);
  throw redirect(
    uploadRateCard.__typename === 'RateCard'
      ? `/council/rate-cards/${uploadRateCard.id}?done=uploaded`
      : `/council/rate-cards/problems/${uploadRateCard.id}`,
  );
}

type Provider = Route.ComponentProps['loaderData']['providers'][number];

function ProviderSelect({ providers, value }: { readonly providers: readonly Provider[]; readonly value: string }) {
  return (
    <Select
      name="providerId"
      label="Whose prices?"
      labelOptions={{ className: 'govuk-label--m' }}
      hint="A price of the provider’s own counts before a price for any provider."
      value={value}
      items={[{ value: ANY, text: 'Any provider' }, ...providers.map(({ id, name }) => ({ value: id, text: name }))]}
    />
  );
}

/** The list to fill in, which needs no upload of its own. */
function GetTheList({ providers, value }: { readonly providers: readonly Provider[]; readonly value: string }) {
  return (
    <Details summary="Get the list to fill in">
      <p className="govuk-body">
        It has a row for each thing that the provider sells, with the price you agreed. It opens in any spreadsheet.
        Leave “kind” and “price” empty where nothing is agreed.
      </p>
      <Form method="get" action="/council/rate-cards/template.csv" reloadDocument>
        <Select
          name="provider"
          id="list-provider"
          label="For which provider?"
          value={value}
          items={[
            { value: ANY, text: 'Any provider' },
            ...providers.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
        <Button variant="secondary">Download the list</Button>
      </Form>
    </Details>
  );
}

export default function NewRateCard({ loaderData, actionData }: Route.ComponentProps) {
  const { providers, before, formKey } = loaderData;
  const typed = actionData?.values;
  const provider = typed?.['providerId'] ?? before?.provider?.id ?? ANY;
  const routes = before?.holdingRoutes ?? [];
  return (
    <Page before={<BackLink href="/council/rate-cards">Rate cards</BackLink>}>
      <FormTitle title="Upload a rate card" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ validFrom: 'from-day', validTo: 'to-day' }} />
      <h1 className="govuk-heading-xl">Upload a rate card</h1>
      <p className="oc-lead">
        We check the file first and show what it would change. Nothing changes before a second officer says yes.
      </p>
      <GetTheList providers={providers} value={provider} />
      <Form method="post" encType="multipart/form-data" noValidate>
        <FormKey value={formKey} />
        <ProviderSelect providers={providers} value={provider} />
        <DayField
          prefix="from"
          field="validFrom"
          legend="From which day?"
          hint="The card before it ends the day before."
          day={null}
          answer={actionData}
        />
        <DayField
          prefix="to"
          field="validTo"
          legend="Until which day?"
          hint="Leave it empty if it counts until the next card."
          day={null}
          answer={actionData}
        />
        <TextInput
          name="bankHolidayMultiplier"
          label="What does a bank holiday cost?"
          hint="Times the usual price. Write 1 for the same price, or 1.5 for half as much again."
          className="govuk-input--width-4"
          inputMode="decimal"
          autoComplete="off"
          value={typed?.['bankHolidayMultiplier'] ?? before?.bankHolidayMultiplier ?? ''}
          error={problemOf(actionData, 'bankHolidayMultiplier')}
        />
        <TextInput
          name="cancellationNoticeHours"
          label="Until how many hours before can a visit be called off for free?"
          className="govuk-input--width-4"
          inputMode="numeric"
          autoComplete="off"
          value={typed?.['cancellationNoticeHours'] ?? String(before?.cancellationNoticeHours ?? '')}
          error={problemOf(actionData, 'cancellationNoticeHours')}
        />
        <TextInput
          name="cancellationPercent"
          label="How much of the price is due after that?"
          suffix={{ content: '%' }}
          className="govuk-input--width-4"
          inputMode="decimal"
          autoComplete="off"
          value={typed?.['cancellationPercent'] ?? before?.cancellationPercent ?? ''}
          error={problemOf(actionData, 'cancellationPercent')}
        />
        <Checkboxes
          name="routes"
          fieldset={{ legend: 'For which budgets?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          hint="By who holds the money. Choose none if these prices count for all."
          items={ROUTES.map((route) => ({
            value: 'yes',
            name: `route-${route}`,
            label: routeWords(route),
            checked: typed ? typed[`route-${route}`] === 'yes' : routes.includes(route),
          }))}
        />
        <FileUpload
          name="file"
          label="The file with the prices"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="A CSV file or an Excel workbook (.xlsx), at most 10 MB"
          error={problemOf(actionData, 'file')}
        />
        <Button>Check the file</Button>
      </Form>
      <InsetText>Nothing is published by this. You see what would change, and a second officer looks at it.</InsetText>
    </Page>
  );
}
