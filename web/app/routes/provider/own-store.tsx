import { Form, redirect } from 'react-router';
import {
  Anchor,
  Button,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  Page,
  SummaryList,
  TextInput,
} from '../../components/index.js';
import { hoursRows, openingNotes } from '../../finding/opening.js';
import { checkRows, worksAlone } from '../../finding/store-checks.js';
import { DeclareCapacityDocument, OwnStorePageDocument, type OwnStorePageQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/own-store.js';
import { anyOfTheProvider, providerCatalogue } from './roles.js';
import { type OwnStoreShown, ServiceStateTag, ServiceStateWords, unreadyWords } from './store-parts.js';

type Capacity = NonNullable<OwnStorePageQuery['capacity']>;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { roles } = requireRole({ context, request }, ...anyOfTheProvider);
  const { me, capacity, ownStore } = await callGraphql({ context, request }, OwnStorePageDocument);
  const mayWrite = roles.some((role) => providerCatalogue.includes(role));
  // Whoever has just joined has nothing yet but a name.
  if (!ownStore || !capacity) throw mayWrite && me?.organisationId ? redirect('/provider/store/start') : notFound();
  return { store: ownStore, capacity, mayWrite, formKey: newFormKey() };
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

function Hours({ store: { opening }, mayWrite }: { readonly store: OwnStoreShown; readonly mayWrite: boolean }) {
  return (
    <>
      {opening ? (
        <>
          {opening.spans.length > 0 ? <SummaryList rows={hoursRows(opening)} /> : null}
          {openingNotes(opening).map((note) => (
            <p className="govuk-body" key={note}>
              {note}
            </p>
          ))}
        </>
      ) : (
        <p className="govuk-body">You have not said when you are open.</p>
      )}
      {mayWrite ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href="/provider/store/opening">
            {opening ? 'Change when you are open' : 'Say when you are open'}
          </Anchor>
        </p>
      ) : null}
    </>
  );
}

function Services({ store, mayWrite }: { readonly store: OwnStoreShown; readonly mayWrite: boolean }) {
  return (
    <>
      <h2 className="govuk-heading-l">What we sell</h2>
      {store.services.length === 0 ? (
        <EmptyState icon="store" title="Nothing yet" headingLevel={3}>
          <p className="govuk-body">Add what you do. Nobody sees it until you put it on show.</p>
        </EmptyState>
      ) : (
        <WorkList label="What we sell">
          {store.services.map((service) => (
            <WorkItem
              key={service.id}
              title={service.name}
              href={`/provider/store/services/${service.id}`}
              facts={[
                <ServiceStateWords key="state" service={service} />,
                ...(service.unready && service.state !== 'RETIRED' ? [unreadyWords(service.unready)] : []),
              ]}
              aside={<ServiceStateTag state={service.state} />}
            />
          ))}
        </WorkList>
      )}
      {mayWrite ? (
        <>
          <ButtonLink href="/provider/store/services/new">Add a service</ButtonLink>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/provider/import">
              Change many services at once with a file
            </Anchor>
          </p>
        </>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/looked-for">
          What people look for and do not find
        </Anchor>
      </p>
    </>
  );
}

export default function OwnStore({ loaderData, actionData }: Route.ComponentProps) {
  const { store, capacity, mayWrite, formKey } = loaderData;
  return (
    <Page width="wide">
      <FormTitle title="Our store" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          kept: 'Kept. It counts from now on.',
          about: 'Kept. Now say what you sell.',
          open: 'Your store is open. Everybody can find you now.',
          drafts: 'Your store is written. Put a service on show when you are ready.',
          opening: 'Kept. Everybody sees when you are open.',
          checks: 'Kept. Councils where you sell will look at it.',
        }}
      />
      <h1 className="govuk-heading-xl">Our store</h1>
      {store.onShow ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/providers/${store.id}`}>
            See {store.name} as everybody sees it
          </Anchor>
        </p>
      ) : (
        <InsetText>Nobody can see your store yet. It opens when you put your first service on show.</InsetText>
      )}
      <Services store={store} mayWrite={mayWrite} />
      <h2 className="govuk-heading-l">Our papers</h2>
      <SummaryList
        rows={checkRows(store.checks, { cqcLocationId: store.cqcLocationId, worksAlone: worksAlone(store.kind) })}
      />
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/store/checks">
          {mayWrite ? 'Change our papers, and see what councils said' : 'See what councils said'}
        </Anchor>
      </p>
      <h2 className="govuk-heading-l">About us</h2>
      <p className="govuk-body">{store.description}</p>
      {mayWrite ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href="/provider/store/about">
            Change what we say about us
          </Anchor>
        </p>
      ) : null}
      <h2 className="govuk-heading-l">When we are open</h2>
      <Hours store={store} mayWrite={mayWrite} />
      <h2 className="govuk-heading-l">Visits at the same time</h2>
      <p className="govuk-body">
        When another provider cannot come, people ask those who have room at that time. We count your visits and new
        orders to know if you have. Only you see this number.
      </p>
      <Now capacity={capacity} />
      {capacity.mostAtOnce === 1 ? null : mayWrite ? (
        <Say capacity={capacity} formKey={formKey} answer={actionData} />
      ) : (
        <p className="govuk-body">Your owner, or whoever looks after your store, can change this.</p>
      )}
    </Page>
  );
}
