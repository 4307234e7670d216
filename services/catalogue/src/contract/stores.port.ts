import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { ServiceInput, VariantInput } from './catalogue.port.js';
import type { ProviderKindName, VatStatusName } from './words.js';

export const STORES = Symbol('StoresPort');

/** What a provider says of itself. A home address has no place in it. */
export interface StoreInput {
  readonly name: string;
  readonly kind: ProviderKindName;
  readonly description: string;
  /** A whole postcode is cut to its first half. */
  readonly postcodeDistrict: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string | null;
  readonly cqcLocationId: string | null;
  readonly vatStatus: VatStatusName;
  readonly languages: readonly string[];
}

/** Papers; each whole or not at all. Days are London days. */
export interface StoreChecksInput {
  readonly safeguardingStatement: string | null;
  readonly safeguardingUntil: string | null;
  readonly insurer: string | null;
  readonly policyNumber: string | null;
  readonly insuredUntil: string | null;
  readonly dbsOn: string | null;
  readonly dbsUntil: string | null;
}

export interface DecideStoreChecksInput {
  readonly providerId: string;
  /** Of the papers that the officer read. */
  readonly checkNumber: number;
  readonly accept: boolean;
  /** The provider reads it; needed when the answer is no. */
  readonly reason: string | null;
}

/** Without an id it is a new one; `newId` is its id then, made when left out. */
export type OwnServiceInput = Omit<ServiceInput, 'id' | 'providerId' | 'status' | 'startSaidOn'> & {
  readonly id: string | null;
  readonly newId?: string;
  /** Postcode districts, such as MB3, whose areas it serves too. Left out, as ages are: they stay. */
  readonly districts?: readonly string[] | null;
};
export type OwnVariantInput = Omit<VariantInput, 'id' | 'status' | 'publicUnitPricePence'> & {
  readonly id: string | null;
  readonly newId?: string;
  readonly publicUnitPricePence: Pence;
  readonly onSale: boolean;
};

export type ServiceChange = 'PUBLISH' | 'SCHEDULE' | 'UNSCHEDULE' | 'RETIRE';

export interface ChangeServiceInput {
  readonly serviceId: string;
  readonly change: ServiceChange;
  /** Of SCHEDULE: a London day after today. */
  readonly publishOn: string | null;
}

/** How a provider keeps its own store, and what councils say of its papers. Everything with a key may be sent twice. */
export interface StoresPort {
  /** Owner or catalogue staff. Refuses INVALID_INPUT. */
  saveStore(actor: Actor, input: StoreInput, key: string): Promise<void>;
  saveStoreChecks(actor: Actor, input: StoreChecksInput, key: string): Promise<void>;
  /** Moderator of a council where the store stands or sells. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT. */
  decideStoreChecks(actor: Actor, input: DecideStoreChecksInput, key: string): Promise<void>;
  /** @returns the service's id; a new one is a draft */
  saveService(actor: Actor, input: OwnServiceInput, key: string): Promise<string>;
  /** @returns the variant's id */
  saveVariant(actor: Actor, input: OwnVariantInput, key: string): Promise<string>;
  /** Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT where something is missing that it may not go on show without. */
  changeService(actor: Actor, input: ChangeServiceInput, key: string): Promise<void>;
  /** Job: what waits for a day that has come goes on show. @returns how many */
  showDueServices(): Promise<number>;
  /** Job: what was said too long ago about when somebody can start counts no longer. @returns how many */
  ageStartWords(): Promise<number>;
  /** Job: papers that end soon or today. @returns how many were told */
  noteEndingChecks(): Promise<number>;
}
