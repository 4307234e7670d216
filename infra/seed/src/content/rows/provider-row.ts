import type { CqcRating, ProviderKind, VatStatus } from '../types.js';

export type FocusCode = 'OP' | 'DEM' | 'PD' | 'LD' | 'AUT' | 'MH' | 'SEN' | 'CAR';
export type ServiceRow = readonly [supportTypeSlug: string, name: string, summary: string];

/** One hand-written provider with its services, before ids, numbers and places are worked out. */
export interface ProviderRow {
  readonly key: string;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly outcode: string;
  /** Ward numbers of the outcode's own council, or all of them, or all wards of both councils. */
  readonly wards: readonly number[] | 'all' | 'both';
  readonly staff: string;
  readonly focus: readonly FocusCode[];
  readonly about: string;
  readonly services: readonly ServiceRow[];
  readonly languages?: readonly string[];
  /** Present only where the law asks for registration; null is registered but not yet rated. */
  readonly cqcRating?: CqcRating | null;
  /** Defaults: charity and council-run exempt-welfare, company registered, one person not-registered. */
  readonly vat?: VatStatus;
  /** Its council (or both) has agreed rates with it. */
  readonly hasRateCard?: true;
  /** Price compared with the usual price of the support type, in percent. */
  readonly pricePercent: number;
  readonly gender?: 'women-available' | 'men-available';
  readonly noWebsite?: true;
  /** A small business of two or three people, so its words say “we”. */
  readonly isTeam?: true;
}
