import { Form, redirect } from 'react-router';
import { BackLink, Button, Checkboxes, Page, Select, TextInput } from '../../components/index.js';
import { dayTypeWords, ratioWords, timeBandWords } from '../../finding/provider-words.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import {
  type DayType,
  type PriceUnit,
  SaveVariantDocument,
  type VatStatus,
  type VatTreatment,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-price.js';
import { providerCatalogue } from './roles.js';
import { ownStoreOf, serviceOf } from './store-parts.js';

const units: readonly PriceUnit[] = [
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
  'MONTH',
  'YEAR',
  'MILE',
  'ITEM',
];
const dayTypes: readonly DayType[] = ['EVERY_DAY', 'WEEKDAY', 'SATURDAY', 'SUNDAY', 'BANK_HOLIDAY'];
const bands = ['day', 'evening', 'night'] as const;
const ratios = ['1:1', '2:1', 'group'] as const;
const vatTreatments: readonly { readonly value: VatTreatment; readonly text: string }[] = [
  { value: 'STANDARD', text: 'VAT at the ordinary rate is in it' },
  { value: 'ZERO', text: 'VAT at zero' },
  { value: 'EXEMPT', text: 'Free of VAT as welfare' },
];
/** Minutes of one, where the unit says it; the others are asked. */
const minutes: Readonly<Partial<Record<PriceUnit, number>>> = {
  HOUR: 60,
  VISIT15: 15,
  VISIT30: 30,
  VISIT45: 45,
  VISIT60: 60,
};
const hasLength: readonly PriceUnit[] = ['NIGHT_ASLEEP', 'NIGHT_AWAKE', 'DAY', 'SESSION'];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { store } = await ownStoreOf({ context, request });
  const service = serviceOf(store, params.serviceId);
  const { variantId } = params;
  const variant = variantId === undefined ? null : (service.variants.find(({ id }) => id === variantId) ?? notFound());
  return { service, variant, vatStatus: store.vatStatus, formKey: newFormKey() };
}

function vatOf(status: VatStatus, chosen: string): VatTreatment | undefined {
  if (status === 'NOT_REGISTERED') return 'OUTSIDE_SCOPE';
  if (status === 'EXEMPT_WELFARE') return 'EXEMPT';
  return vatTreatments.find(({ value }) => value === chosen)?.value;
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { store } = await ownStoreOf({ context, request });
  const form = await request.formData();
  const values = valuesOf(form);
  const unit = units.find((one) => one === textOf(form, 'unit'));
  const dayType = dayTypes.find((one) => one === textOf(form, 'dayType'));
  const pence = readPence(textOf(form, 'price'));
  const vatTreatment = vatOf(store.vatStatus, textOf(form, 'vatTreatment'));
  const hours = textOf(form, 'hours');
  const asksHours = unit !== undefined && hasLength.includes(unit);
  const problems: FieldProblem[] = [
    ...(unit === undefined ? [{ field: 'unit', message: 'Choose what the price is for' }] : []),
    ...(dayType === undefined ? [{ field: 'dayType', message: 'Choose the days' }] : []),
    ...(pence === null ? [{ field: 'price', message: 'Enter a sum, such as 18 or 18.50' }] : []),
    ...(vatTreatment === undefined ? [{ field: 'vatTreatment', message: 'Choose how it is with VAT' }] : []),
    ...(asksHours && !/^\d{1,2}(\.5)?$/.test(hours)
      ? [{ field: 'hours', message: 'Enter how many hours one takes, such as 4 or 7.5' }]
      : []),
  ];
  if (
    problems.length > 0 ||
    unit === undefined ||
    dayType === undefined ||
    pence === null ||
    vatTreatment === undefined
  )
    return putRight(problems, values);
  const { saveVariant } = await callGraphql({ context, request }, SaveVariantDocument, {
    input: {
      id: params.variantId ?? null,
      serviceId: params.serviceId,
      name: textOf(form, 'name'),
      unit,
      dayType,
      timeBand: textOf(form, 'timeBand') || null,
      ratio: textOf(form, 'ratio') || '1:1',
      vatTreatment,
      publicPricePence: pence,
      minimumQuantity: textOf(form, 'minimumQuantity') || '1',
      typicalQuantity: textOf(form, 'typicalQuantity') || textOf(form, 'minimumQuantity') || '1',
      durationMinutes: asksHours ? Math.round(Number(hours) * 60) : (minutes[unit] ?? null),
      onSale: textOf(form, 'offSale') !== 'yes',
    },
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(saveVariant)) return notDone(saveVariant, values);
  throw redirect(`/provider/store/services/${params.serviceId}?done=price`);
}

export default function StorePrice({ loaderData, actionData }: Route.ComponentProps) {
  const { service, variant, vatStatus, formKey } = loaderData;
  const before: Readonly<Record<string, string | undefined>> = variant
    ? {
        name: variant.name,
        unit: variant.unit,
        dayType: variant.dayType,
        timeBand: variant.timeBand ?? '',
        ratio: variant.ratio,
        vatTreatment: variant.vatTreatment,
        price: formatPence(variant.publicPricePence).replace('£', ''),
        minimumQuantity: variant.minimumQuantity,
        typicalQuantity: variant.typicalQuantity,
        hours: variant.durationMinutes === null ? '' : String(variant.durationMinutes / 60),
      }
    : { unit: 'HOUR', dayType: 'EVERY_DAY', ratio: '1:1', minimumQuantity: '1', typicalQuantity: '2' };
  const shown = (name: string) => ({
    name,
    value: actionData ? actionData.values[name] : before[name],
    error: problemOf(actionData, name),
  });
  const isOff = actionData ? actionData.values['offSale'] === 'yes' : variant?.onSale === false;
  const title = variant ? 'Change a price' : 'Add a price';
  return (
    <Page before={<BackLink href={`/provider/store/services/${service.id}`}>{service.name}</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary
        answer={actionData}
        fieldIds={{ publicPricePence: 'price', onSale: 'offSale', durationMinutes: 'hours' }}
      />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        This is the price that everybody sees. A new price is for new orders. Visits that were ordered before keep
        theirs.
      </p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput {...shown('name')} label="Name of the price" hint="Such as “One hour on a weekday”" />
        <TextInput
          {...shown('price')}
          error={problemOf(actionData, 'price') ?? problemOf(actionData, 'publicPricePence')}
          label="Price, with VAT if there is any"
          prefix={{ content: '£' }}
          className="govuk-input--width-5"
          inputMode="decimal"
        />
        <Select
          {...shown('unit')}
          label="For how much?"
          items={units.map((unit) => ({ value: unit, text: `For ${perUnitWords(unit)}`.replace('For each', 'Each') }))}
        />
        <TextInput
          {...shown('hours')}
          label="How many hours is one?"
          hint="Only for nights, days and sessions"
          className="govuk-input--width-3"
          inputMode="decimal"
        />
        <Select
          {...shown('dayType')}
          label="On which days?"
          items={dayTypes.map((dayType) => ({ value: dayType, text: dayTypeWords[dayType] }))}
        />
        <Select
          {...shown('timeBand')}
          label="At what time?"
          items={[
            { value: '', text: 'At any time' },
            ...bands.map((band) => ({ value: band, text: timeBandWords(band) })),
          ]}
        />
        <Select
          {...shown('ratio')}
          label="How many workers?"
          items={ratios.map((ratio) => ({ value: ratio, text: ratioWords(ratio).replace('you', 'the person') }))}
        />
        <TextInput
          {...shown('minimumQuantity')}
          label="The least that people can order at once"
          className="govuk-input--width-3"
          inputMode="decimal"
        />
        <TextInput
          {...shown('typicalQuantity')}
          label="What most people order at once"
          className="govuk-input--width-3"
          inputMode="decimal"
        />
        {vatStatus === 'REGISTERED' ? (
          <Select
            {...shown('vatTreatment')}
            label="VAT"
            items={[{ value: '', text: 'Choose one' }, ...vatTreatments]}
          />
        ) : null}
        {variant ? (
          <Checkboxes
            name="offSale"
            fieldset={{ legend: 'Off sale', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            items={[{ value: 'yes', label: 'Nobody can order at this price any more' }]}
            values={isOff ? ['yes'] : []}
            error={problemOf(actionData, 'onSale')}
          />
        ) : null}
        <Button>Keep this</Button>
      </Form>
    </Page>
  );
}
