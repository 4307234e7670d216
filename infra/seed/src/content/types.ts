import type { Employment } from './assistants.js';
/**
 * Shapes of the demo content. Everything here is plain, frozen-in-source data: amounts are gross
 * pence as bigint, quantities are decimal strings of at most four places, and anything that depends
 * on the day of loading is an offset in days.
 */
export type CouncilKey = 'marlbridge' | 'oakhaven';

export type Unit =
  | 'hour'
  | 'visit15'
  | 'visit30'
  | 'visit45'
  | 'visit60'
  | 'night-asleep'
  | 'night-awake'
  | 'day'
  | 'session'
  | 'week'
  | 'month'
  | 'year'
  | 'mile'
  | 'item';

/** A thing whose price does not depend on the day, such as a gym month, is a `weekday` thing. */
export type DayType = 'weekday' | 'saturday' | 'sunday' | 'bank-holiday';
export type TimeBand = 'day' | 'evening' | 'night';
export type Ratio = '1:1' | '2:1' | 'group';
export type VatTreatment = 'exempt' | 'standard' | 'zero' | 'outside-scope';
export type VatStatus = 'registered' | 'not-registered' | 'exempt-welfare';
export type ProviderKind = 'company' | 'charity' | 'micro' | 'personal-assistant' | 'council-run';
export type CqcRating = 'Outstanding' | 'Good' | 'Requires improvement';
export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
export type SupportGroup =
  'at-home' | 'out-and-about' | 'breaks' | 'learning-and-work' | 'things-and-home' | 'money-and-planning';

export interface SupportType {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly cqcServiceType: string | null;
  readonly clientLevelDataServiceType: string | null;
  /** Key of the picture; the same as the slug. */
  readonly pictogram: string;
  readonly group: SupportGroup;
}

export interface Ward {
  readonly code: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface PostcodeDistrict {
  readonly outcode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly wardCode: string;
}

export interface Council {
  readonly key: CouncilKey;
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly phone: string;
  readonly email: string;
  readonly wards: readonly Ward[];
  readonly postcodeDistricts: readonly PostcodeDistrict[];
}

export interface Provider {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly description: string;
  readonly councilKeys: readonly CouncilKey[];
  readonly wardCodes: readonly string[];
  readonly postcodeDistrict: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly phone: string;
  readonly email: string;
  readonly website: string | null;
  readonly cqcLocationId: string | null;
  readonly cqcRating: CqcRating | null;
  readonly vatStatus: VatStatus;
  readonly staffId: string;
  readonly staffName: string;
  readonly languages: readonly string[];
  /** What it says it can do at one time; null for somebody who works alone, who need not say. */
  readonly visitsAtOnce: number | null;
}

export interface Service {
  readonly id: string;
  readonly providerKey: string;
  readonly supportTypeSlug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly whoFor: readonly string[];
  readonly languages: readonly string[];
  readonly genderOfWorker: 'any' | 'women-available' | 'men-available';
  readonly accessNeeds: readonly string[];
  readonly regulatedActivity: boolean;
  readonly wardCodes: readonly string[];
  readonly radiusMiles: number | null;
  readonly nextAvailableInDays: number;
  /** Whole years; null where it is for everybody. */
  readonly minimumAge: number | null;
}

export interface Variant {
  readonly id: string;
  readonly serviceId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly dayType: DayType;
  readonly timeBand: TimeBand | null;
  readonly ratio: Ratio;
  readonly vatTreatment: VatTreatment;
  readonly publicUnitPricePence: bigint;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  /** Length of one unit where it happens at a time of day; null for things such as a month or an item. */
  readonly durationMinutes: number | null;
}

export type RateCardItem = {
  readonly kind: 'fixed' | 'capped' | 'quote';
  /** Pence for one unit; zero where the kind is `quote`. */
  readonly unitPricePence: bigint;
} & (
  | { readonly variantId: string; readonly supportTypeSlug: null }
  | { readonly variantId: null; readonly supportTypeSlug: string }
);

export interface RateCard {
  readonly id: string;
  readonly councilKey: CouncilKey;
  readonly providerKey: string;
  readonly version: 1 | 2;
  readonly items: readonly RateCardItem[];
  readonly bankHolidayMultiplier: string;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: number;
}

export interface CommunityListing {
  readonly id: string;
  readonly councilKey: CouncilKey;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardCode: string;
  readonly outcode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly placeName: string;
  readonly costPence: bigint;
  readonly schedule: {
    readonly rrule: string;
    readonly startTime: string;
    readonly durationMinutes: number;
  } | null;
  readonly phone: string;
  readonly email: string;
  readonly lastCheckedDaysAgo: number;
  readonly accessNotes: string;
}

export type HoldingRoute =
  'direct-payment' | 'representative' | 'trust' | 'broker' | 'individual-service-fund' | 'council-managed';

export type CareGroup =
  | 'older-people'
  | 'dementia'
  | 'physical-disability'
  | 'learning-disability'
  | 'autism'
  | 'mental-health'
  | 'sensory'
  | 'carer';

export type AgeBand = '18-24' | '25-34' | '35-44' | '45-54' | '55-64' | '65-74' | '75-84' | '85+';

export type PatternLine =
  | {
      readonly kind: 'standing';
      readonly variantId: string;
      readonly byDay: readonly Weekday[];
      readonly startTime: string;
      /** Quantity on each of the days. */
      readonly quantity: string;
    }
  | {
      readonly kind: 'occasional';
      readonly variantId: string;
      readonly perYear: number;
      /** Quantity each time. */
      readonly quantity: string;
    };

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly councilKey: CouncilKey;
  readonly wardCode: string;
  readonly postcodeDistrict: string;
  readonly ageBand: AgeBand;
  readonly careGroup: CareGroup;
  readonly communicationNeeds: readonly string[];
  readonly weeklyBudgetPence: bigint;
  readonly holdingRoute: HoldingRoute;
  /** Who holds the money where the route names somebody else; null otherwise. */
  readonly heldByName: string | null;
  readonly paymentIntervalWeeks: 1 | 4;
  /** What the person pays towards the budget each week, part of `weeklyBudgetPence`. */
  readonly contributionPence: bigint;
  readonly outcomes: string;
  /** Whom the person employs off the platform; most employ nobody. */
  readonly employs: Employment | null;
  /** What is ordered on the platform. */
  readonly supportPattern: readonly PatternLine[];
}

export type DemoRole =
  | 'budget-holder'
  | 'representative'
  | 'broker'
  | 'self-funder'
  | 'provider-owner'
  | 'community-group'
  | 'care-manager'
  | 'approver'
  | 'finance-officer'
  | 'commissioner'
  | 'moderator'
  | 'operator';

export interface DemoPerson {
  readonly email: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly DemoRole[];
  readonly councilKey: CouncilKey | null;
  /** One line for the front page: what this person can try. */
  readonly tryThis: string;
  readonly linked: {
    readonly budgetHolderPersonIds?: readonly string[];
    readonly organisationId?: string;
    readonly providerKey?: string;
  };
}

export interface Organisation {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: 'brokerage' | 'community-group';
  readonly councilKeys: readonly CouncilKey[];
  readonly phone: string;
  readonly email: string;
}

export interface Representative {
  readonly personId: string;
  readonly name: string;
  readonly relationship: string;
  readonly councilKey: CouncilKey;
}

export type MandateType = 'nominee' | 'authorised-person' | 'attorney' | 'deputy' | 'trustee' | 'broker';
export type MandateScope = 'view' | 'order' | 'confirm' | 'pay';

export interface Mandate {
  readonly id: string;
  readonly personId: string;
  /** The person who acts; for a brokerage, null, and the organisation is named instead. */
  readonly actorPersonId: string | null;
  readonly organisationId: string | null;
  readonly type: MandateType;
  readonly scopes: readonly MandateScope[];
  readonly startsDaysAgo: number;
  /** Days from the day of loading; negative when already over, null when open. */
  readonly endsInDays: number | null;
  readonly perOrderLimitPence: bigint | null;
  readonly perMonthLimitPence: bigint | null;
  readonly evidence: string;
}

export interface CouncilPolicy {
  readonly councilKey: CouncilKey;
  /** 0 is the financial year of the anchor date, -1 the one before. */
  readonly financialYearOffset: 0 | -1;
  readonly percentOfDisposableIncome: number;
  readonly capitalLimit:
    | { readonly kind: 'limit'; readonly pence: bigint }
    | { readonly kind: 'none' }
    | {
        readonly kind: 'tariff';
        readonly lowerPence: bigint;
        readonly upperPence: bigint;
        /** Each step above the lower limit counts as so much income a week. */
        readonly stepPence: bigint;
        readonly incomePence: bigint;
      };
  readonly weeklyCap:
    { readonly kind: 'cap'; readonly pence: bigint } | { readonly kind: 'none' } | { readonly kind: 'unknown' };
  readonly chargesHomecare: boolean;
  readonly netOrGross: 'net' | 'gross';
  readonly reserveWeeks: number;
  readonly autoConfirmDays: number;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: number;
  readonly approvalLimitPence: bigint;
  readonly offCardRule: 'allow' | 'allow-with-approval' | 'refuse';
  /** Whose prices "What else could I get?" shows to everybody near; left out: those that everybody sees. */
  readonly whatElsePrices?: 'COUNCIL';
  readonly spendCreditedMoney: 'at-once' | 'on-recovery';
  readonly reviewMonths: readonly [number, number];
  readonly invoicePeriod: 'weekly' | 'monthly';
}

export type RatingTone = 'glad' | 'content' | 'mixed' | 'unhappy';

export interface RatingText {
  readonly tone: RatingTone;
  readonly group: SupportGroup;
  readonly text: string;
}

export interface SearchSynonym {
  readonly words: string;
  readonly supportTypeSlug: string;
}
