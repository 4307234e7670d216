import { Anchor, BackLink, EmptyState, Page, pageTitle, RatingText, ScrollingTable } from '../components/index.js';
import { PriceToReader } from '../finding/cards.js';
import { listOf, MOST_COMPARED } from '../finding/kept-list.js';
import { providerKindWords } from '../finding/provider-words.js';
import { serviceFacts } from '../finding/service-facts.js';
import { KeptServicesDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { actedForOf, keepFor } from '../journey/acting-for.js';
import type { Route } from './+types/compare.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Side by side', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const wanted = new URL(request.url).searchParams.getAll('service');
  const { servicesByIds } = await callGraphql({ context, request }, KeptServicesDocument, {
    ids: listOf(wanted, MOST_COMPARED),
    forPersonId: subject?.personId ?? null,
  });
  const leftOut = new Set(wanted).size > MOST_COMPARED;
  return { services: servicesByIds, leftOut, subject, actingFor: subject?.actingFor ?? null };
}

type Compared = Route.ComponentProps['loaderData']['services'][number];

/** What is known of each, by its name: "Ask them" stands where one says something that the others do not. */
function rowsOf(services: readonly Compared[], whose: string) {
  const known = services.map((service) => new Map(serviceFacts(service).map(({ key, value }) => [key, value])));
  const keys = [...new Set(known.flatMap((facts) => [...facts.keys()]))];
  return [
    [
      { content: `What it costs ${whose}` },
      ...services.map(({ id, fromPrice, fromUnit, variants }) => ({
        content:
          fromPrice && fromUnit ? (
            <PriceToReader key={id} price={fromPrice} unit={fromUnit} isLowest={variants.length > 1} />
          ) : (
            'Ring for a price'
          ),
      })),
    ],
    [
      { content: 'What people think' },
      ...services.map(({ id, rating }) => ({
        content: <RatingText key={id} score={rating.score} count={rating.count} />,
      })),
    ],
    [{ content: 'What kind of help' }, ...services.map(({ supportType }) => ({ content: supportType.name }))],
    [
      { content: 'Who offers it' },
      ...services.map(({ provider }) => ({
        content: `${provider.name}. ${providerKindWords[provider.kind]} in ${provider.postcodeDistrict}`,
      })),
    ],
    ...keys.map((key) => [{ content: key }, ...known.map((facts) => ({ content: facts.get(key) ?? 'Ask them' }))]),
  ];
}

export default function Compare({ loaderData: { services, leftOut, subject } }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={keepFor('/my-list', subject)}>My list</BackLink>} width="wide">
      <h1 className="govuk-heading-xl">Side by side</h1>
      {leftOut ? <p className="govuk-body">These are the first {MOST_COMPARED} that you chose.</p> : null}
      {services.length < 2 ? (
        <EmptyState icon="search" title="Choose at least two">
          <p className="govuk-body">
            Go back to{' '}
            <Anchor className="govuk-link" href={keepFor('/my-list', subject)}>
              your list
            </Anchor>{' '}
            and choose 2 to {MOST_COMPARED}.
          </p>
        </EmptyState>
      ) : (
        <ScrollingTable
          label="Services side by side"
          className="oc-compare"
          firstCellIsHeader
          head={[
            { content: <span className="govuk-visually-hidden">What is compared</span> },
            ...services.map(({ id, name }) => ({
              content: (
                <Anchor key={id} className="govuk-link" href={keepFor(`/services/${id}`, subject)}>
                  {name}
                </Anchor>
              ),
            })),
          ]}
          rows={rowsOf(services, subject ? subject.name : 'you')}
        />
      )}
    </Page>
  );
}
