import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  Checkboxes,
  EmptyState,
  InsetText,
  NotificationBanner,
  Page,
  pageTitle,
  TextInput,
} from '../components/index.js';
import { ServiceCard } from '../finding/cards.js';
import { keep, listOf, MOST_COMPARED, MOST_KEPT, readKept } from '../finding/kept-list.js';
import { resultAnchor } from '../finding/result-map.js';
import { KeptServicesDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { actedForOf, keepFor, type Subject } from '../journey/acting-for.js';
import { textOf } from '../journey/problems.js';
import type { Route } from './+types/my-list.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My list', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const address = new URL(request.url);
  const sent = address.searchParams.get('services');
  const ids = sent === null ? await readKept(request) : listOf(sent.split(','));
  const { servicesByIds } = await callGraphql({ context, request }, KeptServicesDocument, {
    ids,
    forPersonId: subject?.personId ?? null,
  });
  const found = servicesByIds.map(({ id }) => id);
  return {
    services: servicesByIds,
    gone: ids.length - found.length,
    isSent: sent !== null,
    isFull: address.searchParams.has('full'),
    link: `${address.origin}/my-list?services=${found.join(',')}`,
    subject,
    actingFor: subject?.actingFor ?? null,
  };
}

/** Whoever keeps something among results stays there, at its card; nothing else is an address to go to. */
function resultsAddress(back: string, id: string | undefined): string | null {
  if (!/^\/(?:search|what-else)(\?[\x21\x24-\x7e]*)?$/.test(back)) return null;
  return id === undefined ? back : `${back}#${resultAnchor(id)}`;
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await actedForOf({ context, request });
  const form = await request.formData();
  const kept = await readKept(request);
  const remove = textOf(form, 'remove');
  const wanted = [...kept.filter((id) => id !== remove), ...listOf(textOf(form, 'add').split(','))];
  const full = new Set(wanted).size > MOST_KEPT;
  const [changed] = listOf([remove || textOf(form, 'add')]);
  const back = resultsAddress(textOf(form, 'back'), changed);
  throw redirect(full ? keepFor('/my-list?full=1', subject) : (back ?? keepFor('/my-list', subject)), {
    headers: await keep(request, textOf(form, 'clear') === '' ? wanted : []),
  });
}

type Loaded = Route.ComponentProps['loaderData'];
type Kept = Loaded['services'][number];

function Remove({ service, subject }: { readonly service: Kept; readonly subject: Subject | null }) {
  return (
    <Form method="post" action={keepFor('/my-list', subject)} className="oc-not-printed">
      <input type="hidden" name="remove" value={service.id} />
      <Button variant="secondary">
        Take off my list<span className="govuk-visually-hidden">: {service.name}</span>
      </Button>
    </Form>
  );
}

/** Two to four of them side by side: a form that asks, so that it works without script. */
function Compare({ services, subject }: Pick<Loaded, 'services' | 'subject'>) {
  if (services.length < 2) return null;
  return (
    <form action="/compare" method="get" className="oc-not-printed">
      {subject ? <input type="hidden" name="for" value={subject.personId} /> : null}
      <Checkboxes
        name="service"
        fieldset={{ legend: 'Look at some side by side', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint={`Choose 2 to ${MOST_COMPARED}.`}
        values={services.slice(0, MOST_COMPARED).map(({ id }) => id)}
        items={services.map(({ id, name, provider }) => ({ value: id, label: `${name}, ${provider.name}` }))}
      />
      <Button>Compare</Button>
    </form>
  );
}

function Share({ link }: { readonly link: string }) {
  const mail = `mailto:?${new URLSearchParams({ subject: 'Support to look at', body: link }).toString().replaceAll('+', '%20')}`;
  return (
    <section aria-labelledby="share-title" className="oc-not-printed">
      <h2 className="govuk-heading-m" id="share-title">
        Show it to somebody
      </h2>
      <p className="govuk-body">Whoever opens this link sees the prices that they would pay, not yours.</p>
      <TextInput name="link" label="Link to copy" value={link} attributes={{ readOnly: true }} />
      <p className="govuk-body">
        <a className="govuk-link" href={mail}>
          Send it by email
        </a>
      </p>
      <p className="govuk-body">To have it on paper with the prices on this page, print the page.</p>
    </section>
  );
}

/** Somebody else's list is looked at first, and kept when it is wanted. */
function SentList({ services, subject }: Pick<Loaded, 'services' | 'subject'>) {
  return (
    <Form method="post" action={keepFor('/my-list', subject)} className="oc-not-printed">
      <input type="hidden" name="add" value={services.map(({ id }) => id).join(',')} />
      <InsetText>Somebody sent you this list. You see the prices that you would pay.</InsetText>
      <Button variant="secondary">Keep all on my list</Button>
    </Form>
  );
}

export default function MyList({ loaderData }: Route.ComponentProps) {
  const { services, gone, isSent, isFull, link, subject } = loaderData;
  return (
    <Page before={<BackLink href={keepFor('/search', subject)}>Find support</BackLink>} width="wide">
      {isFull ? <NotificationBanner text={`A list holds ${MOST_KEPT}. Take something off to keep more.`} /> : null}
      <h1 className="govuk-heading-xl">{isSent ? 'A list for you' : 'My list'}</h1>
      {subject ? <p className="govuk-body">These are the prices for {subject.name}.</p> : null}
      {gone > 0 ? (
        <p className="govuk-body">
          {gone === 1 ? 'One is not offered any more.' : `${gone} are not offered any more.`}
        </p>
      ) : null}
      {services.length === 0 ? (
        <EmptyState icon="search" title="Nothing is on this list yet">
          <p className="govuk-body">
            When you see support that you like, press “Keep on my list”.{' '}
            <Anchor className="govuk-link" href={keepFor('/search', subject)}>
              Find support
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <>
          {isSent ? <SentList services={services} subject={subject} /> : null}
          {services.map((service) => (
            <div className="oc-kept" key={service.id}>
              <ServiceCard
                service={service}
                href={keepFor(`/services/${service.id}`, subject)}
                caption={service.provider.name}
                captionHref={keepFor(`/providers/${service.provider.id}`, subject)}
                headingLevel={2}
              />
              {isSent ? null : <Remove service={service} subject={subject} />}
            </div>
          ))}
          <Compare services={services} subject={subject} />
          <Share link={link} />
          {isSent ? null : (
            <Form method="post" action={keepFor('/my-list', subject)} className="oc-not-printed">
              <input type="hidden" name="clear" value="1" />
              <Button variant="secondary">Empty my list</Button>
            </Form>
          )}
        </>
      )}
    </Page>
  );
}
