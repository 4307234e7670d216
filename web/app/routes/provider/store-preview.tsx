import {
  BackLink,
  ButtonLink,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
  SupportTypePicture,
} from '../../components/index.js';
import { dayTypeWords, providerKindWords, ratioWords, timeBandWords } from '../../finding/provider-words.js';
import { Photos } from '../../finding/photos.js';
import { serviceFacts } from '../../finding/service-facts.js';
import { AcceptedByCouncils, checkRows, worksAlone } from '../../finding/store-checks.js';
import { perUnitWords } from '../../format/units.js';
import { StoreChoicesDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import type { Route } from './+types/store-preview.js';
import { ownStoreOf, serviceOf } from './store-parts.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  return pageTitle(`${loaderData.service.name}, as people will see it`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const asked = { context, request };
  const [{ store }, { supportTypes, wards }] = await Promise.all([
    ownStoreOf(asked),
    callGraphql(asked, StoreChoicesDocument),
  ]);
  const service = serviceOf(store, params.serviceId);
  return {
    store,
    service,
    supportType: supportTypes.find(({ slug }) => slug === service.supportTypeSlug) ?? null,
    wards: wards.filter(({ id }) => service.wardIds.includes(id)),
  };
}

/** The page of a service as its readers will have it, before they do. */
export default function StorePreview({ loaderData: { store, service, supportType, wards } }: Route.ComponentProps) {
  const back = `/provider/store/services/${service.id}`;
  return (
    <Page before={<BackLink href={back}>Back to your draft</BackLink>} width="wide">
      <InsetText>This is how people will see it. Only you can see this page.</InsetText>
      <div className="oc-service__top">
        <SupportTypePicture supportType={service.supportTypeSlug} group={supportType?.group ?? ''} size="large" />
        <div>
          <p className="oc-service__kind">{supportType?.name}</p>
          <h1 className="govuk-heading-xl oc-service__name">{service.name}</h1>
          <p className="govuk-body oc-service__provider">with {store.name}</p>
        </div>
      </div>
      <p className="oc-lead">{service.summary}</p>
      <Photos photos={service.photos} />
      <h2 className="govuk-heading-m">What it costs</h2>
      <SummaryList
        rows={service.variants
          .filter(({ onSale }) => onSale)
          .map((variant) => ({
            key: variant.name,
            value: (
              <>
                <MoneyText pence={variant.publicPricePence} /> {perUnitWords(variant.unit)}
                <br />
                {[
                  dayTypeWords[variant.dayType],
                  ...(variant.timeBand ? [timeBandWords(variant.timeBand)] : []),
                  ratioWords(variant.ratio),
                ].join('. ')}
              </>
            ),
          }))}
      />
      <p className="govuk-body">People whose council has agreed a price with you see that one.</p>
      <h2 className="govuk-heading-m">What happens</h2>
      {service.description.split('\n').map((paragraph) => (
        <p className="govuk-body" key={paragraph}>
          {paragraph}
        </p>
      ))}
      <SummaryList
        rows={serviceFacts({
          ...service,
          languages: service.languages.length > 0 ? service.languages : store.languages,
          wards,
          provider: { postcodeDistrict: store.postcodeDistrict, cqcRating: null },
        })}
      />
      <h2 className="govuk-heading-m">About {store.name}</h2>
      <p className="govuk-body">
        {providerKindWords[store.kind]} in {store.postcodeDistrict}.
      </p>
      <SummaryList
        rows={checkRows(store.checks, { cqcLocationId: store.cqcLocationId, worksAlone: worksAlone(store.kind) })}
      />
      <AcceptedByCouncils
        acceptedBy={store.decisions
          .filter(({ accepted }) => accepted && store.checks.insuranceInDate)
          .map(({ councilName, decidedAt }) => ({ councilName, acceptedOn: decidedAt }))}
      />
      <ButtonLink href={back}>Go back and put it on show</ButtonLink>
    </Page>
  );
}
