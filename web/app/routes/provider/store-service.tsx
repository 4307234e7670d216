import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  DateInput,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  Tag,
} from '../../components/index.js';
import { Photos } from '../../finding/photos.js';
import { dayTypeWords, ratioWords, timeBandWords } from '../../finding/provider-words.js';
import { perUnitWords } from '../../format/units.js';
import { ChangeServiceDocument, type ServiceChange } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { readDay } from '../../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-service.js';
import { providerCatalogue } from './roles.js';
import {
  type OwnServiceShown,
  ownStoreOf,
  serviceOf,
  ServiceStateTag,
  ServiceStateWords,
  unreadyWords,
} from './store-parts.js';

const changes: Readonly<Record<string, readonly [change: ServiceChange, done: string]>> = {
  publish: ['PUBLISH', 'shown'],
  schedule: ['SCHEDULE', 'waits'],
  unschedule: ['UNSCHEDULE', 'draft'],
  retire: ['RETIRE', 'off'],
};

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { store, mayWrite } = await ownStoreOf({ context, request });
  return { service: serviceOf(store, params.serviceId), mayWrite, formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const form = await request.formData();
  const values = valuesOf(form);
  const [change, done] = changes[textOf(form, 'what')] ?? ['UNSCHEDULE', 'draft'];
  const publishOn = change === 'SCHEDULE' ? readDay(form, 'publishOn') : null;
  if (change === 'SCHEDULE' && !publishOn)
    return putRight([{ field: 'publishOn', message: 'Enter a day that is in the calendar, such as 9 3 2027' }], values);
  const { changeService } = await callGraphql({ context, request }, ChangeServiceDocument, {
    serviceId: params.serviceId,
    change,
    publishOn,
    idempotencyKey: `${textOf(form, 'idempotencyKey')}-${change}`,
  });
  if (isRefused(changeService)) return notDone(changeService, values);
  throw redirect(`/provider/store/services/${params.serviceId}?done=${done}`);
}

function Prices({ service, mayWrite }: { readonly service: OwnServiceShown; readonly mayWrite: boolean }) {
  const path = `/provider/store/services/${service.id}/prices`;
  return (
    <>
      <h2 className="govuk-heading-l">Prices</h2>
      {service.variants.length === 0 ? (
        <EmptyState icon="store" title="No price yet" headingLevel={3}>
          <p className="govuk-body">Say what it costs. You can have different prices for days and hours.</p>
        </EmptyState>
      ) : (
        <WorkList label="Prices">
          {service.variants.map((variant) => (
            <WorkItem
              key={variant.id}
              title={variant.name}
              href={mayWrite ? `${path}/${variant.id}` : undefined}
              facts={[
                <>
                  <MoneyText pence={variant.publicPricePence} /> {perUnitWords(variant.unit)}
                </>,
                [
                  dayTypeWords[variant.dayType],
                  ...(variant.timeBand ? [timeBandWords(variant.timeBand)] : []),
                  ratioWords(variant.ratio),
                ].join('. '),
              ]}
              aside={variant.onSale ? null : <Tag colour="grey">Off sale</Tag>}
            />
          ))}
        </WorkList>
      )}
      {mayWrite ? (
        <ButtonLink href={`${path}/new`} variant="secondary">
          Add a price
        </ButtonLink>
      ) : null}
    </>
  );
}

interface ShowProps {
  readonly service: OwnServiceShown;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

function OneButton({
  what,
  words,
  formKey,
  warning,
}: {
  readonly what: string;
  readonly words: string;
  readonly formKey: string;
  readonly warning?: boolean;
}) {
  return (
    <Form method="post">
      <FormKey value={formKey} />
      <input type="hidden" name="what" value={what} />
      <Button variant={warning ? 'warning' : undefined}>{words}</Button>
    </Form>
  );
}

function Show({ service, formKey, answer }: ShowProps) {
  const { state, unready } = service;
  if (state === 'PUBLISHED')
    return (
      <>
        <h2 className="govuk-heading-l">Take it off sale</h2>
        <p className="govuk-body">Nobody can order it then. Orders that were placed go on and keep its name.</p>
        <OneButton what="retire" words="Take it off sale" formKey={formKey} warning />
      </>
    );
  return (
    <>
      <h2 className="govuk-heading-l">Put it on show</h2>
      {unready ? (
        <InsetText>{unreadyWords(unready)}</InsetText>
      ) : (
        <>
          <p className="govuk-body">
            <Anchor className="govuk-link" href={`/provider/store/services/${service.id}/preview`}>
              Look at it as everybody will see it
            </Anchor>
          </p>
          <OneButton what="publish" words="Put it on show now" formKey={formKey} />
        </>
      )}
      {state === 'SCHEDULED' ? (
        <OneButton what="unschedule" words="Do not put it on show by itself" formKey={formKey} />
      ) : state === 'DRAFT' && !unready ? (
        <Form method="post" noValidate>
          <FormKey value={formKey} />
          <input type="hidden" name="what" value="schedule" />
          <DateInput
            id="publishOn"
            namePrefix="publishOn"
            fieldset={{ legend: 'Or on a later day', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            hint="It goes on show by itself, in the first minutes of that day"
            values={answer?.values}
            error={problemOf(answer, 'publishOn')}
          />
          <Button variant="secondary">Put it on show on that day</Button>
        </Form>
      ) : null}
    </>
  );
}

export default function StoreService({ loaderData, actionData }: Route.ComponentProps) {
  const { service, mayWrite, formKey } = loaderData;
  return (
    <Page before={<BackLink href="/provider/store">Our store</BackLink>}>
      <FormTitle title={service.name} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ variants: null, wardIds: null, cqcLocationId: null }} />
      <DoneBanner
        words={{
          saved: 'Kept.',
          price: 'Kept. New orders are at this price. Visits that were ordered before keep theirs.',
          shown: 'It is on show. Everybody can find it now.',
          waits: 'Kept. It goes on show by itself on that day.',
          draft: 'It stays a draft.',
          off: 'It is off sale. Orders that were placed go on.',
        }}
      />
      <h1 className="govuk-heading-xl">{service.name}</h1>
      <p className="govuk-body">
        <ServiceStateTag state={service.state} />
      </p>
      <p className="govuk-body">
        <ServiceStateWords service={service} />
      </p>
      {service.start.state === 'ASK_FIRST' ? (
        <InsetText>
          You said {service.start.toldWeeksAgo} weeks ago when you can start. That is a long time, so people are told to
          ask you first.{' '}
          {mayWrite ? (
            <Anchor className="govuk-link" href={`/provider/store/services/${service.id}/edit`}>
              Say when you can start now
            </Anchor>
          ) : null}
        </InsetText>
      ) : null}
      <p className="oc-lead">{service.summary}</p>
      <p className="govuk-body">
        {service.state === 'PUBLISHED' ? (
          <Anchor className="govuk-link" href={`/services/${service.id}`}>
            See it as everybody sees it
          </Anchor>
        ) : null}
      </p>
      {mayWrite ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/provider/store/services/${service.id}/edit`}>
            Change what it says
          </Anchor>
        </p>
      ) : null}
      <h2 className="govuk-heading-l">Photos</h2>
      <Photos photos={service.photos} />
      <p className="govuk-body">
        {service.photos.length === 0 ? 'No photos yet. ' : null}
        {mayWrite ? (
          <Anchor className="govuk-link" href={`/provider/store/services/${service.id}/photos`}>
            {service.photos.length === 0 ? 'Add a photo' : 'Add or take away photos'}
          </Anchor>
        ) : null}
      </p>
      <Prices service={service} mayWrite={mayWrite} />
      {mayWrite ? <Show service={service} formKey={formKey} answer={actionData} /> : null}
    </Page>
  );
}
