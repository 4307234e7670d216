import { Form, redirect } from 'react-router';
import { Anchor, Button, DateText, InsetText, Page, TextInput } from '../../components/index.js';
import { DeclareCapacityDocument, OwnStoreDocument, type OwnStoreQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/own-store.js';
import { anyOfTheProvider, providerCatalogue } from './roles.js';

type Capacity = NonNullable<OwnStoreQuery['capacity']>;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { roles } = requireRole({ context, request }, ...anyOfTheProvider);
  const { me, capacity } = await callGraphql({ context, request }, OwnStoreDocument);
  return {
    providerId: me?.organisationId ?? notFound(),
    name: me?.organisationName ?? '',
    capacity: capacity ?? notFound(),
    maySay: roles.some((role) => providerCatalogue.includes(role)),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const form = await request.formData();
  const values = valuesOf(form);
  const text = textOf(form, 'visitsAtOnce');
  if (!/^\d{1,9}$/u.test(text))
    return putRight([{ field: 'visitsAtOnce', message: 'Enter a whole number, such as 12' }], values);
  const { declareCapacity } = await callGraphql({ context, request }, DeclareCapacityDocument, {
    visitsAtOnce: Number(text),
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(declareCapacity)) return notDone(declareCapacity, values);
  throw redirect('/provider/store?done=kept');
}

function visitsWords(visits: number): string {
  return visits === 1 ? '1 visit' : `${visits.toLocaleString('en-GB')} visits`;
}

function Now({ capacity: { visitsAtOnce, mostAtOnce, saidAt, saidByName } }: { readonly capacity: Capacity }) {
  if (mostAtOnce === 1)
    return (
      <InsetText>
        You work alone, so you can make <strong>1 visit</strong> at a time. We only ask you to step in when you are
        free.
      </InsetText>
    );
  if (visitsAtOnce === null || saidAt === null)
    return <InsetText>Nobody has said yet. So we ask you to step in even when you may be full.</InsetText>;
  return (
    <InsetText>
      At most <strong>{visitsWords(visitsAtOnce)}</strong> at the same time. {saidByName ?? 'Somebody of yours'} said so
      on <DateText date={saidAt} withYear />.
    </InsetText>
  );
}

interface SayProps {
  readonly capacity: Capacity;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

function Say({ capacity, formKey, answer }: SayProps) {
  return (
    <Form method="post" noValidate>
      <FormKey value={formKey} />
      <TextInput
        name="visitsAtOnce"
        label="How many visits can you make at the same time?"
        labelOptions={{ className: 'govuk-label--s' }}
        hint={`Count who can be out at your busiest time. A whole number, at most ${capacity.mostAtOnce.toLocaleString('en-GB')}.`}
        className="govuk-input--width-4"
        inputMode="numeric"
        autoComplete="off"
        value={answer?.values['visitsAtOnce'] ?? capacity.visitsAtOnce?.toString()}
        error={problemOf(answer, 'visitsAtOnce')}
      />
      <Button>Keep this</Button>
    </Form>
  );
}

export default function OwnStore({ loaderData, actionData }: Route.ComponentProps) {
  const { providerId, name, capacity, maySay, formKey } = loaderData;
  return (
    <Page>
      <FormTitle title="Our store" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ kept: 'Kept. It counts from now on.' }} />
      <h1 className="govuk-heading-xl">Our store</h1>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/providers/${providerId}`}>
          See {name === '' ? 'your store' : name} as everybody sees it
        </Anchor>
      </p>
      <h2 className="govuk-heading-l">Visits at the same time</h2>
      <p className="govuk-body">
        When another provider cannot come, people ask those who have room at that time. We count your visits and new
        orders to know if you have. Only you see this number.
      </p>
      <Now capacity={capacity} />
      {capacity.mostAtOnce === 1 ? null : maySay ? (
        <Say capacity={capacity} formKey={formKey} answer={actionData} />
      ) : (
        <p className="govuk-body">Your owner, or whoever looks after your store, can change this.</p>
      )}
    </Page>
  );
}
