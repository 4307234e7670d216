import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  Checkboxes,
  DateInput,
  Page,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { SaveServiceDocument, StoreChoicesDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-service-edit.js';
import { providerCatalogue } from './roles.js';
import { ownStoreOf, readList, serviceOf } from './store-parts.js';

const legend = { className: 'govuk-fieldset__legend--m' };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const asked = { context, request };
  const [{ store }, choices] = await Promise.all([ownStoreOf(asked), callGraphql(asked, StoreChoicesDocument)]);
  const service = params.serviceId === undefined ? null : serviceOf(store, params.serviceId);
  // From the board of what people look for: a new service begins as that kind.
  const wanted = new URL(request.url).searchParams.get('type') ?? '';
  return { service, wanted, ...choices, formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const form = await request.formData();
  // Ticked boxes are many of one name; they come back as one text.
  const wardIds = form.getAll('wardIds').filter((one) => typeof one === 'string');
  const values = { ...valuesOf(form), wardIds: wardIds.join(' ') };
  const nextAvailableOn = readDay(form, 'nextAvailableOn');
  const miles = textOf(form, 'radiusMiles');
  const ages = { minimumAge: textOf(form, 'minimumAge'), maximumAge: textOf(form, 'maximumAge') };
  const problems = [
    ...(nextAvailableOn === null ? [{ field: 'nextAvailableOn', message: 'Enter a day that is in the calendar' }] : []),
    ...(['minimumAge', 'maximumAge'] as const)
      .filter((field) => !/^\d{0,3}$/.test(ages[field]))
      .map((field) => ({ field, message: 'Enter an age in whole years, such as 18' })),
    ...(/^\d{0,3}$/.test(miles) ? [] : [{ field: 'radiusMiles', message: 'Enter whole miles, such as 5' }]),
  ];
  if (problems.length > 0) return putRight(problems, values);
  const { saveService } = await callGraphql({ context, request }, SaveServiceDocument, {
    input: {
      id: params.serviceId ?? null,
      supportTypeSlug: textOf(form, 'supportTypeSlug'),
      name: textOf(form, 'name'),
      summary: textOf(form, 'summary'),
      description: textOf(form, 'description').replaceAll('\r\n', '\n'),
      whoFor: readList(textOf(form, 'whoFor')),
      languages: readList(textOf(form, 'languages')),
      genderOfWorker: textOf(form, 'genderOfWorker') || 'any',
      accessNeeds: readList(textOf(form, 'accessNeeds')),
      regulatedActivity: textOf(form, 'regulatedActivity') === 'yes',
      wardIds,
      districts: readList(textOf(form, 'districts')),
      radiusMiles: miles === '' ? null : Number(miles),
      minimumAge: ages.minimumAge === '' ? null : Number(ages.minimumAge),
      maximumAge: ages.maximumAge === '' ? null : Number(ages.maximumAge),
      nextAvailableOn: nextAvailableOn === '' ? null : nextAvailableOn,
    },
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(saveService)) return notDone(saveService, values);
  throw redirect(`/provider/store/services/${saveService.service.id}?done=saved`);
}

export default function EditService({ loaderData, actionData }: Route.ComponentProps) {
  const { service, supportTypes, wards, councils, formKey } = loaderData;
  const text: Readonly<Record<string, string | undefined>> = service
    ? {
        supportTypeSlug: service.supportTypeSlug,
        name: service.name,
        summary: service.summary,
        description: service.description,
        whoFor: service.whoFor.join(', '),
        languages: service.languages.join(', '),
        accessNeeds: service.accessNeeds.join(', '),
        genderOfWorker: service.genderOfWorker,
        districts: service.districts.join(', '),
        radiusMiles: service.radiusMiles?.toString(),
        minimumAge: service.minimumAge?.toString(),
        maximumAge: service.maximumAge?.toString(),
      }
    : { genderOfWorker: 'any', supportTypeSlug: loaderData.wanted };
  const shown = (name: string) => ({
    name,
    value: actionData ? actionData.values[name] : text[name],
    error: problemOf(actionData, name),
  });
  const chosen = actionData ? (actionData.values['wardIds'] ?? '').split(' ') : (service?.wardIds ?? []);
  const isRegulated = actionData ? actionData.values['regulatedActivity'] === 'yes' : service?.regulatedActivity;
  const areas = councils.filter(({ key }) => wards.some((ward) => ward.councilKey === key));
  return (
    <Page
      before={
        <BackLink href={service ? `/provider/store/services/${service.id}` : '/provider/store'}>
          {service?.name ?? 'Our store'}
        </BackLink>
      }
    >
      <FormTitle title={service ? 'Change a service' : 'Add a service'} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ wardIds: `wardIds-${areas[0]?.key ?? ''}`, variants: null }} />
      <h1 className="govuk-heading-xl">{service ? 'Change a service' : 'Add a service'}</h1>
      {service?.state === 'PUBLISHED' ? (
        <p className="oc-lead">It is on show, so a change counts at once.</p>
      ) : (
        <p className="oc-lead">Nobody sees it until you put it on show.</p>
      )}
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <Select
          {...shown('supportTypeSlug')}
          label="What kind of support is it?"
          items={[
            { value: '', text: 'Choose one' },
            ...supportTypes.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
        />
        <TextInput {...shown('name')} label="What is it called?" hint="Such as “Help in the garden”" />
        <TextInput {...shown('summary')} label="What do people get? One sentence" />
        <Textarea
          {...shown('description')}
          label="What happens?"
          hint="What you do, and what you do not do. An empty line begins a new paragraph."
          rows={6}
        />
        <Checkboxes
          name="regulatedActivity"
          fieldset={{ legend: 'Personal care', legendOptions: legend }}
          hint="Then the law asks you to be registered with the Care Quality Commission."
          items={[
            { value: 'yes', label: 'It includes washing, dressing, help in the toilet, feeding or giving medicine' },
          ]}
          values={isRegulated ? ['yes'] : []}
        />
        <TextInput
          {...shown('whoFor')}
          label="Who is it for?"
          hint="With commas, such as: older people, autistic people. You can leave it empty."
        />
        <TextInput
          {...shown('minimumAge')}
          label="From which age?"
          hint="Leave it empty when there is no limit"
          className="govuk-input--width-3"
          inputMode="numeric"
        />
        <TextInput
          {...shown('maximumAge')}
          label="Up to which age?"
          className="govuk-input--width-3"
          inputMode="numeric"
        />
        <Radios
          {...shown('genderOfWorker')}
          fieldset={{ legend: 'Who comes?', legendOptions: legend }}
          items={[
            { value: 'any', label: 'A woman or a man' },
            { value: 'women-available', label: 'A woman can come, if people ask' },
            { value: 'men-available', label: 'A man can come, if people ask' },
          ]}
        />
        <TextInput
          {...shown('languages')}
          label="Languages"
          hint="With commas. Leave it empty when they are the same as for your whole store."
        />
        <TextInput
          {...shown('accessNeeds')}
          label="Access"
          hint="With commas, such as: wheelchair users, hearing loop. You can leave it empty."
        />
        {areas.map(({ key, name }) => (
          <Checkboxes
            key={key}
            name="wardIds"
            idPrefix={`wardIds-${key}`}
            className="govuk-checkboxes--small oc-areas"
            fieldset={{ legend: `Where in ${name}?`, legendOptions: legend }}
            error={key === areas[0]?.key ? problemOf(actionData, 'wardIds') : undefined}
            values={chosen}
            items={wards.filter((ward) => ward.councilKey === key).map(({ id, name: label }) => ({ value: id, label }))}
          />
        ))}
        <TextInput
          {...shown('districts')}
          label="Or in which postcodes?"
          hint="First halves with commas, such as MB3, MB4. You can say both, or only one of them."
        />
        <TextInput
          {...shown('radiusMiles')}
          label="How many miles do you travel, if there is a limit?"
          className="govuk-input--width-3"
          inputMode="numeric"
        />
        <DateInput
          id="nextAvailableOn"
          namePrefix="nextAvailableOn"
          fieldset={{ legend: 'When can you start with somebody new?', legendOptions: legend }}
          hint="Leave it empty when people should ask"
          values={actionData?.values ?? dayFields(service?.nextAvailableOn ?? '', 'nextAvailableOn')}
          error={problemOf(actionData, 'nextAvailableOn')}
        />
        <Button>{service ? 'Keep the change' : 'Keep it as a draft'}</Button>
      </Form>
    </Page>
  );
}
