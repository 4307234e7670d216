import { Inject } from '@nestjs/common';
import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { Facets, SearchHit, SearchInput, ServiceCard } from '../contract/search.port.js';
import { catalogueReads, type ServiceRow } from '../persistence/catalogue.repository.js';
import { cursorOf, SearchCatalogue } from '../use-cases/search-catalogue.js';
import { listingView, type ListingView } from './listing.view.js';

type ServiceItem = (ServiceRow | (ServiceCard & { readonly id: string })) & { readonly __typename: 'Service' };
type SearchItem = ServiceItem | ListingView;

interface SearchEdge {
  readonly cursor: string;
  readonly node: SearchItem;
  readonly distanceMiles: number | null;
}

/** Whether a field of the answer is asked for, in a fragment or not. */
function asksFor(info: GraphQLResolveInfo, field: string): boolean {
  const within = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === field;
      return within(
        one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : info.fragments[one.name.value]?.selectionSet,
      );
    });
  return info.fieldNodes.some((node) => within(node.selectionSet));
}

const NO_FACETS: Facets = {
  supportTypes: [],
  wards: [],
  units: [],
  priceBands: [],
  kinds: [],
  languages: [],
  workers: [],
  accessNeeds: [],
  starts: [],
  ratings: [],
  cqcRatings: [],
  acceptedBy: [],
};

@Resolver()
export class SearchResolver {
  constructor(
    private readonly searching: SearchCatalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('services')
  async services(
    @Args('search') search: SearchInput | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Record<string, unknown>> {
    const answer = await this.searching.run(context.actor, context.reads, {
      ...search,
      first,
      after,
      wantsFacets: asksFor(info, 'facets'),
      askedBy: context.actor?.personId ?? context.request.address,
    });
    const edges = await this.edges(answer.hits, context);
    return {
      edges,
      councilKey: search?.councilKey ?? null,
      pageInfo: { hasNextPage: answer.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
      totalCount: answer.totalCount,
      facets: answer.facets ?? NO_FACETS,
      searchedFor: answer.searchedFor,
      postcodeNotFound: answer.postcodeNotFound,
    };
  }

  private async edges(hits: readonly SearchHit[], { reads }: OperationContext): Promise<SearchEdge[]> {
    const idsOf = (kind: SearchHit['kind']): string[] =>
      hits.filter((hit) => hit.kind === kind && !hit.card).map((hit) => hit.id);
    const paid = idsOf('PAID');
    const community = idsOf('COMMUNITY');
    const [services, listings] = await Promise.all([
      paid.length > 0 ? catalogueReads.services(reads, paid) : [],
      community.length > 0 ? catalogueReads.listings(reads, londonDate(this.clock.now()), community) : [],
    ]);
    const items = new Map<string, SearchItem>([
      ...services.map((row) => [row.id, { __typename: 'Service', ...row }] as const),
      ...listings.map((row) => [row.id, listingView(row)] as const),
    ]);
    return hits.flatMap((hit) => {
      const { card, id } = hit;
      const node = card ? { __typename: 'Service' as const, id, ...card } : items.get(id);
      return node ? [{ cursor: cursorOf(hit), node, distanceMiles: hit.miles }] : [];
    });
  }
}
