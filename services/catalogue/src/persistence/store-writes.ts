import { outcodeOf, type Queries, statement } from '@owncourse/kernel/contract';
import type {
  DecideStoreChecksInput,
  OwnServiceInput,
  OwnVariantInput,
  ServiceChange,
  StoreChecksInput,
  StoreInput,
} from '../contract/stores.port.js';

const SAVE_STORE = statement('catalogue.save-store', 'select catalogue.save_store($1, $2, $3)');
const SAVE_CHECKS = statement('catalogue.save-checks', 'select catalogue.save_checks($1, $2, $3, $4) as is_new');
const COUNCILS = statement(
  'catalogue.councils-of-provider',
  `select c.id as council_id, catalogue.derived_id('store-check', c.id || '/' || $1::uuid) as check_id
   from catalogue.councils_of_provider($1) c (id) order by 1`,
);
const DECIDE = statement(
  'catalogue.decide-checks',
  `select catalogue.decide_checks($1, $2, $3, $4, $5, $6, $7, $8) as is_new,
     catalogue.derived_id('store-check', $1::uuid || '/' || $2::uuid) as check_id`,
);
const SAVE_SERVICE = statement('catalogue.save-service', 'select catalogue.save_service($1, $2, $3)');
const SAVE_VARIANT = statement('catalogue.save-variant', 'select catalogue.save_variant($1, $2, $3)');
const CHANGE_SERVICE = statement('catalogue.change-service', 'select catalogue.change_service($1, $2, $3, $4, $5, $6)');

export interface ConcernedCouncil {
  readonly council_id: string;
  /** The same for the same council and provider. */
  readonly check_id: string;
}

function trimmed(text: string | null): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}

const words = (list: readonly string[]): string[] => list.map((word) => word.trim());

/** What a provider writes of its own store, inside the caller's transaction; the input was looked at before. */
export const storeWrites = {
  async store(queries: Queries, own: string, input: StoreInput, at: Date): Promise<void> {
    const row = {
      ...input,
      name: input.name.trim(),
      description: input.description.trim(),
      postcodeDistrict: outcodeOf(input.postcodeDistrict),
      phone: input.phone.trim(),
      email: input.email.trim(),
      website: trimmed(input.website),
      cqcLocationId: trimmed(input.cqcLocationId),
      languages: words(input.languages),
    };
    await queries.query(SAVE_STORE, [own, JSON.stringify(row), at]);
  },

  /** @returns false where the last word was the same */
  async checks(queries: Queries, own: string, input: StoreChecksInput, at: Date, by: string): Promise<boolean> {
    const row = {
      ...input,
      safeguardingStatement: trimmed(input.safeguardingStatement),
      insurer: trimmed(input.insurer),
      policyNumber: trimmed(input.policyNumber),
    };
    const [said] = await queries.query<{ is_new: boolean }>(SAVE_CHECKS, [own, JSON.stringify(row), at, by]);
    return said?.is_new ?? false;
  },

  councils(queries: Queries, own: string): Promise<ConcernedCouncil[]> {
    return queries.query<ConcernedCouncil>(COUNCILS, [own]);
  },

  /** @returns the id of what was decided; null where the council said the same of the same papers last */
  async decision(
    queries: Queries,
    councilId: string,
    { providerId, checkNumber, accept, reason }: DecideStoreChecksInput,
    today: string,
    at: Date,
    by: string,
  ): Promise<string | null> {
    const values = [councilId, providerId, checkNumber, accept, reason, today, at, by];
    const [said] = await queries.query<{ is_new: boolean; check_id: string }>(DECIDE, values);
    return said?.is_new ? said.check_id : null;
  },

  async service(queries: Queries, own: string, input: Omit<OwnServiceInput, 'newId'>, at: Date): Promise<void> {
    await queries.query(SAVE_SERVICE, [own, JSON.stringify(input), at]);
  },

  async variant(queries: Queries, own: string, input: Omit<OwnVariantInput, 'newId'>, at: Date): Promise<void> {
    const { onSale, publicUnitPricePence, ...said } = input;
    const row = {
      ...said,
      publicUnitPricePence: publicUnitPricePence.toString(),
      status: onSale ? 'PUBLISHED' : 'RETIRED',
    };
    await queries.query(SAVE_VARIANT, [own, JSON.stringify(row), at]);
  },

  async change(
    queries: Queries,
    own: string,
    serviceId: string,
    change: ServiceChange,
    publishOn: string | null,
    today: string,
    at: Date,
  ): Promise<void> {
    await queries.query(CHANGE_SERVICE, [own, serviceId, change, publishOn, today, at]);
  },
};
