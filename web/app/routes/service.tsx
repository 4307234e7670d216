import {
  Anchor,
  BackLink,
  ButtonLink,
  Details,
  InsetText,
  Page,
  pageTitle,
  PhoneCall,
  SummaryList,
  SupportTypePicture,
} from '../components/index.js';
import { PriceToReader } from '../finding/cards.js';
import { dayTypeWords, providerKindWords, ratioWords, timeBandWords } from '../finding/provider-words.js';
import { KeepService } from '../finding/keep-service.js';
import { readKept } from '../finding/kept-list.js';
import { AcceptedByCouncils, InsuranceLine } from '../finding/store-checks.js';
import { Opening } from '../finding/opening-part.js';
import { Photos } from '../finding/photos.js';
import { Ratings } from '../finding/ratings.js';
import { serviceFacts } from '../finding/service-facts.js';
import { StoreQuestions } from '../finding/store-questions.js';
import { canonicalOf, publicPage, serviceData } from '../finding/structured-data.js';
import { ServicePageDocument, type ServicePageQuery } from '../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../graphql/call.js';
import type { Viewer } from '../graphql/load-context.js';
import { actedForOf, keepFor, type Subject } from '../journey/acting-for.js';
import { hasTime, plainQuantity } from '../journey/order-draft.js';
import { PutInBasket } from '../journey/put-in-basket.js';
import { newFormKey } from '../work/access.js';
import type { Route } from './+types/service.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  const { service, url } = loaderData;
  return [...pageTitle(service.name, matches), ...publicPage(url, service.summary, serviceData(service, url))];
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const { service } = await callGraphql({ context, request }, ServicePageDocument, {
    id: params.serviceId,
    forPersonId: subject?.personId ?? null,
  });
  if (!service) notFound();
  const { viewer } = storefront(context);
  const isKept = (await readKept(request)).includes(service.id);
  const url = canonicalOf(request);
  return {
    service,
    subject,
    url,
    isKept,
    ordering: orderingOf(viewer, subject),
    basketKey: viewer?.roles.includes('SELF_FUNDER') === true && subject === null ? newFormKey() : null,
    actingFor: subject?.actingFor ?? null,
  };
}

/** Who may press Order: people for themselves, those who act for somebody they chose, and visitors once signed in. */
function orderingOf(viewer: Viewer | null, subject: Subject | null): 'yes' | 'choose-person' | 'no' {
  if (viewer === null || subject) return 'yes';
  if (viewer.roles.some((role) => role === 'BUDGET_HOLDER' || role === 'SELF_FUNDER' || role === 'CARER')) return 'yes';
  return viewer.roles.some((role) => role === 'REPRESENTATIVE' || role === 'BROKER') ? 'choose-person' : 'no';
}

type ServiceShown = NonNullable<ServicePageQuery['service']>;
type VariantShown = ServiceShown['variants'][number];

function variantFacts(variant: VariantShown): string {
  return [
    hasTime(variant.unit) ? dayTypeWords[variant.dayType] : null,
    variant.timeBand ? timeBandWords(variant.timeBand) : null,
    hasTime(variant.unit) ? ratioWords(variant.ratio) : null,
  ]
    .filter(Boolean)
    .join('. ');
}

/** Reasons that the words beside the price already give. */
const plainReasons: readonly string[] = [
  'PUBLIC_PRICE',
  'AGREED_PRICE',
  'AGREED_FOR_THIS',
  'AGREED_FOR_SUPPORT_TYPE',
  'NOT_ON_CARD',
];

function Why({ variant }: { readonly variant: VariantShown }) {
  const words = variant.price.reasons.filter(({ code }) => !plainReasons.includes(code)).map((reason) => reason.words);
  return words.length > 0 ? <p className="oc-price__note">{words.join(' ')}</p> : null;
}

/** Every reason there is on this page, once. */
function WhyThesePrices({ service }: { readonly service: ServiceShown }) {
  const words = new Set(service.variants.flatMap(({ price }) => price.reasons.map((reason) => reason.words)));
  return (
    <Details summary={service.variants.length === 1 ? 'Why this price?' : 'Why these prices?'}>
      {[...words].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>Prices can change. You always see the price before you order.</p>
    </Details>
  );
}

function OrderVariant({ service, variant, subject, ordering, basketKey }: Props & { readonly variant: VariantShown }) {
  if (variant.price.kind === 'QUOTE') return <p className="govuk-body-s oc-variant__none">Ring for a price</p>;
  if (ordering === 'no') return null;
  if (ordering === 'choose-person')
    return (
      <Anchor className="govuk-link oc-variant__none" href="/people-i-help">
        Choose who it is for
      </Anchor>
    );
  const isFunded = variant.price.orderable || variant.price.kind === 'PUBLIC' || variant.price.ownMoneyPence > 0;
  if (!isFunded) return null;
  return (
    <>
      <ButtonLink
        href={keepFor(`/services/${service.id}/order/${variant.id}/what`, subject)}
        className="oc-variant__order"
      >
        Order<span className="govuk-visually-hidden"> {variant.name}</span>
      </ButtonLink>
      {basketKey === null ? null : (
        <PutInBasket variant={variant} quantity={plainQuantity(variant.typicalQuantity)} formKey={basketKey} />
      )}
    </>
  );
}

interface Props {
  readonly service: ServiceShown;
  readonly subject: Subject | null;
  readonly ordering: 'yes' | 'choose-person' | 'no';
  /** Key of the forms that put in the basket; null for whoever has none. */
  readonly basketKey: string | null;
}

function Prices(props: Props) {
  return (
    <section aria-labelledby="prices-title">
      <h2 className="govuk-heading-m" id="prices-title">
        What it costs {props.subject ? props.subject.name : 'you'}
      </h2>
      <table className="govuk-table oc-variants">
        <thead className="govuk-table__head oc-variants__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              What
            </th>
            <th scope="col" className="govuk-table__header">
              Price
            </th>
            <th scope="col" className="govuk-table__header">
              Order
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {props.service.variants.map((variant) => (
            <tr className="govuk-table__row oc-variant" key={variant.id}>
              <th scope="row" className="govuk-table__header oc-variant__name">
                {variant.name}
                <span className="oc-variant__facts">{variantFacts(variant)}</span>
              </th>
              <td className="govuk-table__cell oc-variant__price">
                <PriceToReader price={variant.price} unit={variant.unit} />
                <Why variant={variant} />
              </td>
              <td className="govuk-table__cell oc-variant__action">
                <OrderVariant {...props} variant={variant} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <WhyThesePrices service={props.service} />
      {props.ordering === 'no' ? null : (
        <p className="govuk-body">You can meet first: one visit, and then you decide.</p>
      )}
    </section>
  );
}

function ProviderPart({ service, subject }: Pick<Props, 'service' | 'subject'>) {
  const { provider } = service;
  return (
    <section aria-labelledby="provider-title">
      <h2 className="govuk-heading-m" id="provider-title">
        Ask {provider.name}
      </h2>
      <p className="govuk-body">
        {providerKindWords[provider.kind]} in {provider.postcodeDistrict}.{' '}
        <Anchor className="govuk-link" href={keepFor(`/providers/${provider.id}`, subject)}>
          See everything they offer
        </Anchor>
      </p>
      <InsuranceLine checks={provider.checks} />
      <AcceptedByCouncils acceptedBy={provider.acceptedBy} />
      <PhoneCall title={provider.name} phone={provider.phone}>
        Or write to{' '}
        <a className="govuk-link" href={`mailto:${provider.email}`}>
          {provider.email}
        </a>
      </PhoneCall>
    </section>
  );
}

export default function ServicePage({ loaderData }: Route.ComponentProps) {
  const { service, subject, ordering, isKept, basketKey } = loaderData;
  return (
    <Page before={<BackLink href={keepFor('/search', subject)}>Find support</BackLink>} width="wide">
      <div className="oc-service__top">
        <SupportTypePicture supportType={service.supportType.slug} group={service.supportType.group} size="large" />
        <div>
          <p className="oc-service__kind">{service.supportType.name}</p>
          <h1 className="govuk-heading-xl oc-service__name">{service.name}</h1>
          <p className="govuk-body oc-service__provider">
            with{' '}
            <Anchor className="govuk-link" href={keepFor(`/providers/${service.provider.id}`, subject)}>
              {service.provider.name}
            </Anchor>
          </p>
        </div>
      </div>
      <p className="oc-lead">{service.summary}</p>
      <Photos photos={service.photos} />
      <KeepService service={service} isKept={isKept} subject={subject} />
      <Prices service={service} subject={subject} ordering={ordering} basketKey={basketKey} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h2 className="govuk-heading-m">What happens</h2>
          {service.description.split('\n').map((paragraph) => (
            <p className="govuk-body" key={paragraph}>
              {paragraph}
            </p>
          ))}
          <SummaryList rows={serviceFacts(service)} />
          <Opening opening={service.provider.opening} />
          {ordering === 'choose-person' ? (
            <InsetText>
              You are here for other people.{' '}
              <Anchor className="govuk-link" href="/people-i-help">
                Choose who you are ordering for
              </Anchor>{' '}
              to see their price and to order.
            </InsetText>
          ) : null}
          <Ratings summary={service.rating} ratings={service.ratings} />
          <StoreQuestions service={service} />
          <ProviderPart service={service} subject={subject} />
        </div>
      </div>
    </Page>
  );
}
