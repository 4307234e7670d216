import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock, Database, EVENT_CONSUMERS, FOLLOWERS } from '@owncourse/kernel/contract';
import { CATALOGUE } from './contract/catalogue.port.js';
import { OPEN_REFERRAL } from './contract/open-referral.port.js';
import { PUBLIC_PAGES } from './contract/public-pages.port.js';
import { PHOTOS } from './contract/photos.port.js';
import { STORES } from './contract/stores.port.js';
import { IMPORTS } from './contract/imports.port.js';
import { SEARCH } from './contract/search.port.js';
import { SEARCH_HEALTH, type SearchServer } from './contract/search-health.port.js';
import {
  ProviderFieldsResolver,
  SearchConnectionFieldsResolver,
  SearchEdgeFieldsResolver,
  ServiceFieldsResolver,
  VariantFieldsResolver,
} from './graphql/catalogue.field-resolvers.js';
import { CapacityResolver } from './graphql/capacity.resolver.js';
import { OpeningResolver, OwnStoreOpeningResolver, ProviderOpeningResolver } from './graphql/opening.resolver.js';
import { OwnServiceStartResolver, ServiceStartResolver } from './graphql/service-start.resolver.js';
import { CatalogueFilesResolver } from './graphql/catalogue-files.resolver.js';
import { CatalogueResolver } from './graphql/catalogue.resolver.js';
import { CommunityListingResolver } from './graphql/community-listing.resolver.js';
import { CommunityWeekResolver } from './graphql/community-week.resolver.js';
import { ListingChangeResolver, ListingFieldsResolver } from './graphql/listing-fields.resolver.js';
import { ListingReportsResolver } from './graphql/listing-reports.resolver.js';
import {
  OwnServiceResolver,
  OwnStoreResolver,
  ProviderChecksResolver,
  StoresResolver,
  StoreToCheckResolver,
} from './graphql/stores.resolver.js';
import { OwnServicePhotosResolver, ServicePhotosResolver } from './graphql/photos.resolver.js';
import { SearchResolver } from './graphql/search.resolver.js';
import { Catalogue0002 } from './migrations/0002-alternatives.js';
import { Catalogue0200 } from './migrations/0200-price-times.js';
import { Catalogue0240 } from './migrations/0240-visits-at-once.js';
import { Catalogue0260 } from './migrations/0260-capacity.js';
import { Catalogue0300 } from './migrations/0300-open-referral.js';
import { Catalogue0360 } from './migrations/0360-files.js';
import { Catalogue0370 } from './migrations/0370-search-index.js';
import { Catalogue0390 } from './migrations/0390-following-search.js';
import { MissingResolver } from './graphql/missing.resolver.js';
import { Catalogue0341 } from './migrations/0341-missing.js';
import { Catalogue0340 } from './migrations/0340-community.js';
import { Catalogue0400 } from './migrations/0400-looked-for.js';
import { Catalogue0820 } from './migrations/0820-variants-of-provider.js';
import { Catalogue0310 } from './migrations/0310-stores.js';
import { Catalogue0312 } from './migrations/0312-guide.js';
import { Catalogue0313 } from './migrations/0313-photos.js';
import { Catalogue0380 } from './migrations/0380-start-words.js';
import { Catalogue0381 } from './migrations/0381-opening.js';
import { Catalogue0382 } from './migrations/0382-areas-and-ages.js';
import { Catalogue0383 } from './migrations/0383-feed-pages.js';
import { Catalogue0395 } from './migrations/0395-acceptance-in-search.js';
import { Catalogue0396 } from './migrations/0396-price-marks-in-search.js';
import { Catalogue0397 } from './migrations/0397-starts-in-search.js';
import { Catalogue0398 } from './migrations/0398-file-districts-and-ages.js';
import { Catalogue0391 } from './migrations/0391-search-follower.js';
import { Catalogue0001 } from './migrations/0001-catalogue.js';
import { IndexedSearch } from './persistence/indexed-search.js';
import { MeiliSearch } from './persistence/meilisearch/meili-search.js';
import { CatalogueService } from './use-cases/catalogue.service.js';
import { ConfirmListing } from './use-cases/confirm-listing.js';
import { DeclareCapacity } from './use-cases/declare-capacity.js';
import { GuideStore } from './use-cases/guide-store.js';
import { ImportCatalogue } from './use-cases/import-catalogue.js';
import { ImportFiles } from './use-cases/import-files.js';
import { ImportPlaces } from './use-cases/import-places.js';
import { KeepPhotos } from './use-cases/keep-photos.js';
import { KeepStore } from './use-cases/keep-store.js';
import { KeepSearchMisses } from './use-cases/keep-search-misses.js';
import { ListPublicPages } from './use-cases/list-public-pages.js';
import { KeepOpening } from './use-cases/keep-opening.js';
import { LookAfterSearch } from './use-cases/look-after-search.js';
import { ModerateListing } from './use-cases/moderate-listing.js';
import { ReceiveFile } from './use-cases/receive-file.js';
import { ReadOpenReferral } from './use-cases/read-open-referral.js';
import { RemindOfListings } from './use-cases/remind-of-listings.js';
import { ReportListing } from './use-cases/report-listing.js';
import { SaveCommunityListing } from './use-cases/save-community-listing.js';
import { SearchCatalogue } from './use-cases/search-catalogue.js';
import { SettleListingReports } from './use-cases/settle-listing-reports.js';
import { TakeImports } from './use-cases/take-imports.js';
import { PlanWhatElse } from './use-cases/plan-what-else.js';
import { WhatElseLineResolver, WhatElseResolver, WhatElseWishResolver } from './graphql/what-else.resolver.js';
import { LookedForResolver } from './graphql/looked-for.resolver.js';
import { ReadLookedFor } from './use-cases/read-looked-for.js';
import { WANTED } from './contract/wanted.port.js';
import { WantedAnswerResolver, WantedResolver } from './graphql/wanted.resolver.js';
import { Catalogue0405 } from './migrations/0405-wanted.js';
import { Catalogue0410 } from './migrations/0410-council-of-outcode.js';
import { KeepWanted } from './use-cases/keep-wanted.js';
import { TellMissing } from './use-cases/tell-missing.js';
import { CATALOGUE_RECORDS } from './contract/records.js';
import { catalogueRecords } from './persistence/records/person-records.js';

const MEILI = Symbol('MeiliSearch');

export const catalogueMigrations = [
  Catalogue0001,
  Catalogue0002,
  Catalogue0200,
  Catalogue0240,
  Catalogue0260,
  Catalogue0300,
  Catalogue0310,
  Catalogue0312,
  Catalogue0313,
  Catalogue0340,
  Catalogue0341,
  Catalogue0360,
  Catalogue0370,
  Catalogue0390,
  Catalogue0391,
  Catalogue0395,
  Catalogue0380,
  Catalogue0381,
  Catalogue0382,
  Catalogue0383,
  Catalogue0396,
  Catalogue0397,
  Catalogue0398,
  Catalogue0400,
  Catalogue0405,
  Catalogue0410,
  Catalogue0820,
];

@Module({
  providers: [
    { provide: CATALOGUE_RECORDS, useValue: catalogueRecords },
    ImportPlaces,
    ImportCatalogue,
    ReceiveFile,
    TakeImports,
    { provide: IMPORTS, useClass: ImportFiles },
    GuideStore,
    KeepPhotos,
    { provide: PHOTOS, useExisting: KeepPhotos },
    DeclareCapacity,
    SaveCommunityListing,
    ModerateListing,
    ConfirmListing,
    ReportListing,
    SettleListingReports,
    RemindOfListings,
    SearchCatalogue,
    KeepSearchMisses,
    { provide: EVENT_CONSUMERS, useFactory: (misses: KeepSearchMisses) => [misses], inject: [KeepSearchMisses] },
    {
      provide: IndexedSearch,
      useFactory: (database: Database, meili: MeiliSearch | null) => new IndexedSearch(database, meili?.words ?? null),
      inject: [Database, MEILI],
    },
    { provide: SEARCH, useExisting: IndexedSearch },
    {
      provide: SEARCH_HEALTH,
      useFactory: (search: IndexedSearch, meili: MeiliSearch | null) => new LookAfterSearch(search, meili),
      inject: [IndexedSearch, MEILI],
    },
    {
      provide: FOLLOWERS,
      useFactory: (imports: TakeImports, meili: MeiliSearch | null) => [imports, ...(meili ? [meili.follower] : [])],
      inject: [TakeImports, MEILI],
    },
    { provide: CATALOGUE, useClass: CatalogueService },
    { provide: OPEN_REFERRAL, useClass: ReadOpenReferral },
    { provide: STORES, useClass: KeepStore },
    { provide: PUBLIC_PAGES, useClass: ListPublicPages },
    CatalogueResolver,
    CatalogueFilesResolver,
    LookedForResolver,
    ReadLookedFor,
    WhatElseResolver,
    WhatElseWishResolver,
    WhatElseLineResolver,
    PlanWhatElse,
    CapacityResolver,
    ServiceStartResolver,
    OwnServiceStartResolver,
    KeepOpening,
    OpeningResolver,
    ProviderOpeningResolver,
    OwnStoreOpeningResolver,
    CommunityListingResolver,
    ListingFieldsResolver,
    ListingChangeResolver,
    CommunityWeekResolver,
    ListingReportsResolver,
    MissingResolver,
    TellMissing,
    KeepWanted,
    { provide: WANTED, useExisting: KeepWanted },
    WantedResolver,
    WantedAnswerResolver,
    SearchResolver,
    StoresResolver,
    OwnStoreResolver,
    OwnServiceResolver,
    ServicePhotosResolver,
    OwnServicePhotosResolver,
    StoreToCheckResolver,
    ProviderChecksResolver,
    ProviderFieldsResolver,
    SearchConnectionFieldsResolver,
    SearchEdgeFieldsResolver,
    ServiceFieldsResolver,
    VariantFieldsResolver,
  ],
  exports: [
    CATALOGUE_RECORDS,
    CATALOGUE,
    STORES,
    IMPORTS,
    PHOTOS,
    SEARCH,
    SEARCH_HEALTH,
    OPEN_REFERRAL,
    PUBLIC_PAGES,
    WANTED,
  ],
})
export class CatalogueModule {
  /** @param server who reads the words of searches; null: Postgres */
  static with(server: SearchServer | null): DynamicModule {
    const meili = {
      provide: MEILI,
      useFactory: (database: Database, clock: Clock) => server && new MeiliSearch(database, clock, server),
      inject: [Database, CLOCK],
    };
    return { module: CatalogueModule, providers: [meili] };
  }
}
