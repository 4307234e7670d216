import { Injectable } from '@nestjs/common';
import { type Actor, Database, rowScope } from '@owncourse/kernel/contract';
import type {
  CataloguePort,
  CommunityListingInput,
  DeclareCapacityInput,
  ModerateListingInput,
  PostcodeDistrictsInput,
  ProviderInput,
  ReportListingInput,
  ServiceInput,
  SettleListingReportsInput,
  SupportTypeInput,
  SynonymInput,
  VariantInput,
  WardsInput,
} from '../contract/catalogue.port.js';
import type { SearchAnswer, SearchInput } from '../contract/search.port.js';
import { ConfirmListing } from './confirm-listing.js';
import { DeclareCapacity } from './declare-capacity.js';
import { ImportCatalogue } from './import-catalogue.js';
import { ImportPlaces } from './import-places.js';
import { ModerateListing } from './moderate-listing.js';
import { RemindOfListings } from './remind-of-listings.js';
import { ReportListing } from './report-listing.js';
import { SaveCommunityListing } from './save-community-listing.js';
import { SearchCatalogue } from './search-catalogue.js';
import { SettleListingReports } from './settle-listing-reports.js';

/** The door of catalogue: one line a verb. */
@Injectable()
export class CatalogueService implements CataloguePort {
  constructor(
    private readonly database: Database,
    private readonly places: ImportPlaces,
    private readonly importing: ImportCatalogue,
    private readonly declaring: DeclareCapacity,
    private readonly saving: SaveCommunityListing,
    private readonly moderating: ModerateListing,
    private readonly searching: SearchCatalogue,
    private readonly confirming: ConfirmListing,
    private readonly reporting: ReportListing,
    private readonly settling: SettleListingReports,
    private readonly reminding: RemindOfListings,
  ) {}

  importSupportTypes(actor: Actor, rows: readonly SupportTypeInput[]): Promise<void> {
    return this.places.supportTypes(actor, rows);
  }

  importWards(actor: Actor, input: WardsInput): Promise<void> {
    return this.places.wards(actor, input);
  }

  importPostcodeDistricts(actor: Actor, input: PostcodeDistrictsInput): Promise<void> {
    return this.places.postcodeDistricts(actor, input);
  }

  importSynonyms(actor: Actor, rows: readonly SynonymInput[]): Promise<void> {
    return this.places.synonyms(actor, rows);
  }

  importProviders(actor: Actor, rows: readonly ProviderInput[]): Promise<void> {
    return this.importing.providers(actor, rows);
  }

  importServices(actor: Actor, rows: readonly ServiceInput[]): Promise<void> {
    return this.importing.services(actor, rows);
  }

  importVariants(actor: Actor, rows: readonly VariantInput[]): Promise<void> {
    return this.importing.variants(actor, rows);
  }

  declareCapacity(actor: Actor, input: DeclareCapacityInput): Promise<void> {
    return this.declaring.run(actor, input);
  }

  saveCommunityListing(actor: Actor, input: CommunityListingInput): Promise<string> {
    return this.saving.run(actor, input);
  }

  moderateListing(actor: Actor, input: ModerateListingInput): Promise<string> {
    return this.moderating.run(actor, input);
  }

  confirmListing(actor: Actor, listingId: string): Promise<void> {
    return this.confirming.run(actor, listingId);
  }

  reportListing(actor: Actor | null, address: string, input: ReportListingInput): Promise<void> {
    return this.reporting.run(actor, address, input);
  }

  settleListingReports(actor: Actor, input: SettleListingReportsInput): Promise<void> {
    return this.settling.run(actor, input);
  }

  remindOfListings(): Promise<number> {
    return this.reminding.run();
  }

  async search(reader: Actor | null, input: SearchInput): Promise<SearchAnswer> {
    const reads = this.database.reads(rowScope(reader));
    try {
      return await this.searching.run(reader, reads, input);
    } finally {
      await reads.close();
    }
  }
}
