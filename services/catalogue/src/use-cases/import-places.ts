import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import { type Actor, CLOCK, type Clock, Database, rowScope, statement } from '@owncourse/kernel/contract';
import type { PostcodeDistrictsInput, SupportTypeInput, SynonymInput, WardsInput } from '../contract/catalogue.port.js';

const SUPPORT_TYPES = statement('catalogue.import-support-types', 'select catalogue.import_support_types($1, $2)');
const WARDS = statement('catalogue.import-wards', 'select catalogue.import_wards($1, $2, $3, $4)');
const DISTRICTS = statement(
  'catalogue.import-postcode-districts',
  'select catalogue.import_postcode_districts($1, $2, $3)',
);
const SYNONYMS = statement('catalogue.import-synonyms', 'select catalogue.import_synonyms($1)');

/** The terms and places that everything else in the catalogue points at. */
@Injectable()
export class ImportPlaces {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async supportTypes(actor: Actor, rows: readonly SupportTypeInput[]): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(SUPPORT_TYPES, [JSON.stringify(rows), this.clock.now()]),
    );
  }

  async wards(actor: Actor, input: WardsInput): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(WARDS, [input.councilId, input.councilKey, JSON.stringify(input.wards), this.clock.now()]),
    );
  }

  async postcodeDistricts(actor: Actor, input: PostcodeDistrictsInput): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(DISTRICTS, [input.councilId, JSON.stringify(input.districts), this.clock.now()]),
    );
  }

  async synonyms(actor: Actor, rows: readonly SynonymInput[]): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    await this.database.transaction(rowScope(actor), (queries) => queries.query(SYNONYMS, [JSON.stringify(rows)]));
  }
}
