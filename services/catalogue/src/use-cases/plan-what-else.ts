import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  CLOCK,
  type Clock,
  type FieldProblem,
  isReadable,
  londonDate,
  outcodeOf,
  parseQuantity,
  type Pence,
  type Queries,
  Refusal,
} from '@owncourse/kernel/contract';
import type { ReadersPrices, SearchHit, SearchInput } from '../contract/search.port.js';
import type { PriceUnitName } from '../contract/words.js';
import { leastPence, planWeek, type PlannedLine, type WeeklyChoice } from '../domain/week-plan.js';
import { catalogueReads, type VariantRow } from '../persistence/catalogue.repository.js';
import { whatElseReads } from '../persistence/what-else.repository.js';
import { SearchCatalogue } from './search-catalogue.js';

export interface WhatElseInterest {
  readonly supportType?: string | null;
  readonly words?: string | null;
}

export interface WhatElseInput {
  readonly weeklyPence: Pence;
  readonly interests: readonly WhatElseInterest[];
  readonly postcode?: string | null;
  readonly withinMiles?: number | null;
  readonly councilKey?: string | null;
  readonly forPersonId?: string | null;
}

export type WhatElsePricesName = 'PUBLIC' | 'COUNCIL' | 'OWN';

export interface WhatElseWish {
  readonly supportType: string | null;
  readonly words: string | null;
  readonly line: PlannedLine | null;
  readonly reason: 'NOTHING_NEAR' | 'NOT_ENOUGH' | null;
  readonly leastPence: Pence | null;
  readonly foundCount: number;
  /** Community listings, the best first; what others look for among them. */
  readonly freeIds: readonly string[];
}

export interface WhatElse {
  readonly weeklyPence: Pence;
  readonly leftPence: Pence;
  readonly prices: WhatElsePricesName;
  readonly councilName: string | null;
  readonly wishes: readonly WhatElseWish[];
  readonly postcodeNotFound: boolean;
}

const MOST_PENCE = 1_000_000n;
const MOST_INTERESTS = 8;
const LONGEST_WORDS = 100;
const FURTHEST_MILES = 50;
const NEAR_MILES = 10;
/** Of each interest: enough for one of them to be affordable, few enough for eight interests. */
const LOOKED_AT = 20;
/** Of community listings; wishes of others among them are left out of what is shown. */
const FREE_LOOKED_AT = 10;
/** What is had week by week. A price for a month or a year is no weekly one; an item or a mile comes with something else. */
const WEEKLY_UNITS: ReadonlySet<string> = new Set<PriceUnitName>([
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
]);
/** A dearer price of a Sunday or a bank holiday says nothing about a usual week. */
const USUAL_DAYS: ReadonlySet<string> = new Set(['EVERY_DAY', 'WEEKDAY']);

interface Found {
  readonly serviceIds: readonly string[];
  readonly count: number;
  readonly freeIds: readonly string[];
  readonly postcodeNotFound: boolean;
}

/** "What else could I get?": what an amount a week would buy of what somebody would like. Nothing is kept. */
@Injectable()
export class PlanWhatElse {
  constructor(
    private readonly searching: SearchCatalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param askedBy their id or address, see `SearchInput`
   * @throws Refusal INVALID_INPUT for an amount, interests or a distance that cannot be
   */
  async run(reader: Actor | null, askedBy: string, queries: Queries, input: WhatElseInput): Promise<WhatElse> {
    const problems = problemsOf(input);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const known = new Set((await catalogueReads.supportTypes(queries)).map(({ slug }) => slug));
    if (input.interests.some(({ supportType }) => supportType && !known.has(supportType)))
      throw Refusal.invalid('interests', 'Choose kinds of support from the list.');
    const onDate = londonDate(this.clock.now());
    const outcode = outcodeOf(input.postcode);
    const own = await this.searching.readersPrices(reader, queries, input.forPersonId ?? null, onDate);
    const council = await whatElseReads.council(queries, outcode, input.councilKey ?? null, onDate);
    const found = await Promise.all(
      input.interests.map((interest) => this.find(reader, askedBy, queries, input, interest)),
    );
    const variants = await catalogueReads.variantsOf(queries, [...new Set(found.flatMap((one) => one.serviceIds))]);
    const weekly = variants.filter(({ unit, dayType }) => WEEKLY_UNITS.has(unit) && USUAL_DAYS.has(dayType));
    const ofCouncil = own === null && council?.showsPrices === true ? council.id : null;
    const priced = await pricesOf(queries, own, ofCouncil, weekly, onDate);
    const wishes = found.map(({ serviceIds }) => ({ choices: choicesOf(serviceIds, weekly, priced) }));
    const { lines, leftPence } = planWeek(input.weeklyPence, wishes);
    return {
      weeklyPence: input.weeklyPence,
      leftPence,
      prices: own === null ? (ofCouncil === null ? 'PUBLIC' : 'COUNCIL') : 'OWN',
      councilName: council?.name ?? null,
      wishes: input.interests.map(({ supportType, words }, place) => {
        const line = lines[place] ?? null;
        const least = leastPence(wishes[place] ?? { choices: [] });
        return {
          supportType: supportType ?? null,
          words: words ?? null,
          line,
          reason: line ? null : least === null ? 'NOTHING_NEAR' : 'NOT_ENOUGH',
          leastPence: least,
          foundCount: found[place]?.count ?? 0,
          freeIds: found[place]?.freeIds ?? [],
        };
      }),
      postcodeNotFound: found.some((one) => one.postcodeNotFound),
    };
  }

  private async find(
    reader: Actor | null,
    askedBy: string,
    queries: Queries,
    { postcode, withinMiles, councilKey, forPersonId }: WhatElseInput,
    { supportType, words }: WhatElseInterest,
  ): Promise<Found> {
    const search: SearchInput = {
      ...(supportType ? { supportTypes: [supportType] } : { words: words ?? null }),
      ...(postcode ? { postcode, withinMiles: withinMiles ?? NEAR_MILES } : {}),
      councilKey: postcode ? null : (councilKey ?? null),
      forPersonId: forPersonId ?? null,
      wantsFacets: false,
      askedBy,
    };
    const paid = await this.searching.run(reader, queries, {
      ...search,
      kinds: ['PAID'],
      first: LOOKED_AT,
      tellsMiss: false,
    });
    const free = await this.searching.run(reader, queries, {
      ...search,
      kinds: ['COMMUNITY'],
      first: FREE_LOOKED_AT,
      // Missing is what is there neither for money nor for nothing.
      tellsMiss: paid.totalCount === 0,
    });
    const idsOf = (hits: readonly SearchHit[]): string[] => hits.map(({ id }) => id);
    return {
      serviceIds: idsOf(paid.hits),
      count: paid.totalCount,
      freeIds: idsOf(free.hits),
      postcodeNotFound: paid.postcodeNotFound,
    };
  }
}

function problemsOf({ weeklyPence, interests, withinMiles }: WhatElseInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (weeklyPence < 1n || weeklyPence > MOST_PENCE)
    problems.push({ field: 'weeklyPence', message: 'Give an amount for a week, from 1p to £10,000.' });
  if (interests.length < 1 || interests.length > MOST_INTERESTS)
    problems.push({ field: 'interests', message: `Choose 1 to ${MOST_INTERESTS} things that you would like.` });
  if (interests.some((interest) => !isOneThing(interest)))
    problems.push({
      field: 'interests',
      message: `Say each thing as a kind of support, or in ${LONGEST_WORDS} letters or fewer.`,
    });
  if (typeof withinMiles === 'number' && (withinMiles < 1 || withinMiles > FURTHEST_MILES))
    problems.push({ field: 'withinMiles', message: `Choose 1 to ${FURTHEST_MILES} miles.` });
  return problems;
}

function isOneThing({ supportType, words }: WhatElseInterest): boolean {
  const [type, said] = [supportType ?? '', (words ?? '').trim()];
  return (type === '') !== (said === '') && said.length <= LONGEST_WORDS && isReadable(said) && isReadable(type);
}

/** By variant; what has no price there cannot be ordered at one. */
async function pricesOf(
  queries: Queries,
  own: ReadersPrices | null,
  councilId: string | null,
  variants: readonly VariantRow[],
  onDate: string,
): Promise<ReadonlyMap<string, Pence>> {
  const ids = variants.map(({ id }) => id);
  if (own === null && councilId === null) return new Map(variants.map((one) => [one.id, one.publicPricePence]));
  const rows =
    own === null
      ? await whatElseReads.pricesOfCouncil(queries, councilId ?? '', ids, onDate)
      : await whatElseReads.pricesOfPerson(queries, own, ids, onDate);
  return new Map(rows.map(({ variantId, pence }) => [variantId, pence]));
}

/** Of each service, in the order of the search, what costs least to begin with. */
function choicesOf(
  serviceIds: readonly string[],
  variants: readonly VariantRow[],
  prices: ReadonlyMap<string, Pence>,
): WeeklyChoice[] {
  return serviceIds.flatMap((serviceId) => {
    const choices = variants.flatMap(({ id, serviceId: of, minimumQuantity, typicalQuantity }): WeeklyChoice[] => {
      const unitPricePence = prices.get(id);
      if (of !== serviceId || unitPricePence === undefined) return [];
      const least = parseQuantity(minimumQuantity);
      const usual = parseQuantity(typicalQuantity);
      return [{ serviceId, variantId: id, unitPricePence, minimumQuantity: least, typicalQuantity: usual }];
    });
    const cheapest = leastPence({ choices });
    const first = choices.find((choice) => leastPence({ choices: [choice] }) === cheapest);
    return first ? [first] : [];
  });
}
