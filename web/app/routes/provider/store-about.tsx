import { Form, redirect } from 'react-router';
import { BackLink, Button, InsetText, Page, Radios, Textarea, TextInput } from '../../components/index.js';
import { providerKindWords } from '../../finding/provider-words.js';
import { OwnStorePageDocument, type ProviderKind, SaveStoreDocument, type VatStatus } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-about.js';
import { providerCatalogue } from './roles.js';
import { readList } from './store-parts.js';

const kinds: readonly ProviderKind[] = ['PERSONAL_ASSISTANT', 'MICRO', 'COMPANY', 'CHARITY'];
const vat: readonly { readonly value: VatStatus; readonly label: string }[] = [
  { value: 'NOT_REGISTERED', label: 'We are not registered for VAT' },
  { value: 'EXEMPT_WELFARE', label: 'Our care is free of VAT as welfare' },
  { value: 'REGISTERED', label: 'We are registered for VAT' },
];

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { me, ownStore } = await callGraphql({ context, request }, OwnStorePageDocument);
  return { store: ownStore, name: me?.organisationName ?? '', email: me?.email ?? '', formKey: newFormKey() };
}

function isKind(text: string): text is ProviderKind {
  return (kinds as readonly string[]).includes(text) || text === 'COUNCIL_RUN';
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const values = valuesOf(await request.formData());
  const text = (name: string): string => (values[name] ?? '').trim();
  const [kind, vatStatus] = [text('kind'), vat.find(({ value }) => value === text('vatStatus'))?.value];
  const problems: FieldProblem[] = [];
  if (!isKind(kind)) problems.push({ field: 'kind', message: 'Choose what you are' });
  if (vatStatus === undefined) problems.push({ field: 'vatStatus', message: 'Choose how it is with VAT' });
  if (!isKind(kind) || vatStatus === undefined) return putRight(problems, values);
  const { saveStore } = await callGraphql({ context, request }, SaveStoreDocument, {
    input: {
      kind,
      vatStatus,
      name: text('name'),
      description: text('description'),
      postcodeDistrict: text('postcodeDistrict'),
      phone: text('phone'),
      email: text('email'),
      website: text('website') || null,
      cqcLocationId: text('cqcLocationId') || null,
      languages: readList(text('languages')),
    },
    idempotencyKey: text('idempotencyKey'),
  });
  if (isRefused(saveStore)) return notDone(saveStore, values);
  throw redirect('/provider/store?done=about');
}

export default function AboutStore({ loaderData, actionData }: Route.ComponentProps) {
  const { store, name, email, formKey } = loaderData;
  const before: Readonly<Record<string, string | undefined>> = store
    ? {
        ...store,
        website: store.website ?? '',
        cqcLocationId: store.cqcLocationId ?? '',
        languages: store.languages.join(', '),
        checks: undefined,
        decisions: undefined,
        services: undefined,
        onShow: undefined,
        policyNumber: undefined,
        opening: undefined,
      }
    : { name, email, languages: 'English' };
  const shown = (field: string) => ({
    name: field,
    value: actionData?.values[field] ?? before[field],
    error: problemOf(actionData, field),
  });
  return (
    <Page before={store ? <BackLink href="/provider/store">Our store</BackLink> : null}>
      <FormTitle title="About us" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">About us</h1>
      {store ? null : <p className="oc-lead">Start with who you are. Nobody sees it yet. You can change it later.</p>}
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput {...shown('name')} label="What are you called?" hint="The name that people know you by" />
        {store ? (
          <>
            <input type="hidden" name="kind" value={store.kind} />
            <InsetText>{providerKindWords[store.kind]}. Ask us if this is not right any more.</InsetText>
          </>
        ) : (
          <Radios
            {...shown('kind')}
            fieldset={{ legend: 'What are you?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            items={kinds.map((kind) => ({ value: kind, label: providerKindWords[kind] }))}
          />
        )}
        <Textarea
          {...shown('description')}
          label="Who are you, and what do you do?"
          hint="A few short sentences. Do not write where you live."
          rows={5}
        />
        <TextInput
          {...shown('postcodeDistrict')}
          label="First half of your postcode"
          hint="Such as MB4. We never ask for or show an address."
          className="govuk-input--width-5"
        />
        <TextInput {...shown('phone')} label="Phone" type="tel" className="govuk-input--width-20" />
        <TextInput {...shown('email')} label="Email" type="email" hint="People can see this" />
        <TextInput {...shown('website')} label="Website, if you have one" hint="Such as https://www.example.org" />
        <TextInput {...shown('languages')} label="Languages you speak" hint="With commas between them" />
        <Radios
          {...shown('vatStatus')}
          fieldset={{ legend: 'VAT', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          items={vat}
        />
        <TextInput
          {...shown('cqcLocationId')}
          label="Care Quality Commission location number, if you have one"
          hint="Such as 1-123456789. The law asks for it where you wash, dress or give medicine to people."
          className="govuk-input--width-20"
        />
        <Button>Keep this</Button>
      </Form>
    </Page>
  );
}
