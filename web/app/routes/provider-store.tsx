import { BackLink, Page, pageTitle, PhoneCall, RatingText, SummaryList, EmptyState } from '../components/index.js';
import { ServiceCard } from '../finding/cards.js';
import { Opening } from '../finding/opening-part.js';
import { providerKindWords } from '../finding/provider-words.js';
import { AcceptedByCouncils, checkRows, worksAlone } from '../finding/store-checks.js';
import { Ratings } from '../finding/ratings.js';
import { canonicalOf, providerData, publicPage } from '../finding/structured-data.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { ProviderStoreDocument, type ProviderStoreQuery } from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { actedForOf, keepFor } from '../journey/acting-for.js';
import type { Route } from './+types/provider-store.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  const { provider, url } = loaderData;
  return [...pageTitle(provider.name, matches), ...publicPage(url, provider.description, providerData(provider, url))];
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const { provider } = await callGraphql({ context, request }, ProviderStoreDocument, {
    id: params.providerId,
    forPersonId: subject?.personId ?? null,
  });
  if (!provider) notFound();
  return { provider, subject, url: canonicalOf(request), actingFor: subject?.actingFor ?? null };
}

type Provider = NonNullable<ProviderStoreQuery['provider']>;

function Facts({ provider }: { readonly provider: Provider }) {
  return (
    <SummaryList
      rows={[
        { key: 'Who they are', value: providerKindWords[provider.kind] },
        { key: 'Where', value: `${provider.postcodeDistrict} and around` },
        ...(provider.languages.length > 0 ? [{ key: 'Languages', value: provider.languages.join(', ') }] : []),
        ...(provider.cqcRating ? [{ key: 'The care inspector says', value: provider.cqcRating }] : []),
        ...(provider.website
          ? [
              {
                key: 'Website',
                value: (
                  <a className="govuk-link" href={provider.website} rel="noreferrer">
                    {provider.website.replace(/^https?:\/\//, '')}
                  </a>
                ),
              },
            ]
          : []),
        ...checkRows(provider.checks, {
          cqcLocationId: provider.cqcLocationId,
          worksAlone: worksAlone(provider.kind),
        }),
      ]}
    />
  );
}

export default function ProviderStore({ loaderData }: Route.ComponentProps) {
  const { provider, subject } = loaderData;
  return (
    <Page before={<BackLink href={keepFor('/search', subject)}>Find support</BackLink>} width="wide">
      <h1 className="govuk-heading-xl oc-service__name">{provider.name}</h1>
      <p className="govuk-body">
        <RatingText score={provider.rating.score} count={provider.rating.count} />
      </p>
      <p className="oc-lead">{provider.description}</p>
      <h2 className="govuk-heading-m">{sentenceStart(countWords(provider.services.length, 'service'))}</h2>
      {provider.services.length === 0 ? (
        <EmptyState icon="store" title="They have nothing on offer just now" headingLevel={3}>
          <p className="govuk-body">Ring them, or look at what others offer.</p>
        </EmptyState>
      ) : (
        provider.services.map((service) => (
          <ServiceCard
            key={service.id}
            service={service}
            href={keepFor(`/services/${service.id}`, subject)}
            caption={service.supportType.name}
          />
        ))
      )}
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h2 className="govuk-heading-m">About them</h2>
          <Facts provider={provider} />
          <Opening opening={provider.opening} />
          <AcceptedByCouncils acceptedBy={provider.acceptedBy} />
          <PhoneCall title={`Ring ${provider.name}`} phone={provider.phone}>
            Or write to{' '}
            <a className="govuk-link" href={`mailto:${provider.email}`}>
              {provider.email}
            </a>
          </PhoneCall>
          <Ratings summary={provider.rating} ratings={provider.ratings} showsService />
        </div>
      </div>
    </Page>
  );
}
