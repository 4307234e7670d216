import { councilPrice } from './council-price.js';
import { pickNumber, quantityInTenThousandths } from './deterministic.js';
import { providerOf } from './providers.js';
import { services } from './services.js';
import { recipes, type Level, type OccasionalWish, type Recipe, type StandingWish } from './support-recipes.js';
import type { CareGroup, CouncilKey, PatternLine, Service, Variant, Weekday } from './types.js';
import { variants } from './variants.js';

const WEEKS_A_YEAR = 52n;

const whoForGroup: Readonly<Record<CareGroup, string>> = {
  'older-people': 'Older people',
  dementia: 'People living with dementia',
  'physical-disability': 'Disabled people',
  'learning-disability': 'People with a learning disability',
  autism: 'Autistic people',
  'mental-health': 'People with poor mental health',
  sensory: 'People with sight or hearing loss',
  carer: 'Carers',
};

export interface Shopper {
  readonly name: string;
  readonly councilKey: CouncilKey;
  readonly wardCode: string;
  readonly careGroup: CareGroup;
  readonly wishes: readonly string[];
  /** Weekly budget less the person's own contribution and the pay of whom they employ. */
  readonly weeklyPence: bigint;
  /** Providers this person would rather have. */
  readonly prefers: readonly string[];
  /** How much of the money to plan for, in percent; by default drawn between 80 and 94. */
  readonly targetPercent: number | null;
}

const variantsByService = new Map<string, Variant[]>();
for (const variant of variants) {
  variantsByService.set(variant.serviceId, [...(variantsByService.get(variant.serviceId) ?? []), variant]);
}

/** What a year of one line costs at the council's current prices, in pence. */
export function yearlyCost(councilKey: CouncilKey, line: PatternLine): bigint {
  const price = councilPrice(councilKey, line.variantId, 2).unitPricePence;
  const times = line.kind === 'standing' ? BigInt(line.byDay.length) * WEEKS_A_YEAR : BigInt(line.perYear);
  return (price * quantityInTenThousandths(line.quantity) * times) / 10_000n;
}

/** What a year of a whole pattern costs, in pence. */
export function yearlyCostOf(councilKey: CouncilKey, lines: readonly PatternLine[]): bigint {
  return lines.reduce((sum, line) => sum + yearlyCost(councilKey, line), 0n);
}

function isStanding(wish: StandingWish | OccasionalWish): wish is StandingWish {
  return 'byDay' in wish;
}

function isPayable(shopper: Shopper, variant: Variant): boolean {
  return ([1, 2] as const).every((version) => {
    const price = councilPrice(shopper.councilKey, variant.id, version);
    return price.wholeFromBudget && (shopper.councilKey === 'marlbridge' || price.onCard);
  });
}

function variantFor(shopper: Shopper, service: Service, wish: StandingWish | OccasionalWish): Variant | null {
  const fits = (variantsByService.get(service.id) ?? []).find((variant) => {
    if (variant.unit !== wish.unit || variant.ratio !== wish.ratio) return false;
    if (quantityInTenThousandths(wish.quantity) < quantityInTenThousandths(variant.minimumQuantity)) return false;
    if (!isStanding(wish)) return variant.dayType === 'weekday' && variant.timeBand !== 'evening';
    return variant.dayType === wish.dayType && variant.timeBand === wish.timeBand;
  });
  return fits && isPayable(shopper, fits) ? fits : null;
}

interface Busy {
  readonly day: Weekday;
  readonly from: number;
  readonly to: number;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function lengthInMinutes(variant: Variant, quantity: string): number {
  return Number((BigInt(variant.durationMinutes ?? 60) * quantityInTenThousandths(quantity)) / 10_000n);
}

function overlaps(busy: readonly Busy[], wanted: readonly Busy[]): boolean {
  return wanted.some((one) =>
    busy.some((other) => one.day === other.day && one.from < other.to && other.from < one.to),
  );
}

function slotsAt(wish: StandingWish, time: string, minutes: number): readonly Busy[] {
  const from = minutesOf(time);
  return wish.byDay.map((day) => ({ day, from, to: from + minutes }));
}

/** Hours already promised by people who work alone, and so cannot be in two places. */
const promisedHours = new Map<string, Busy[]>();

function worksAlone(service: Service): boolean {
  const kind = providerOf(service.providerKey).kind;
  return kind === 'personal-assistant' || kind === 'micro';
}

interface Chosen {
  readonly lines: readonly PatternLine[];
  readonly busy: readonly Busy[];
}

function fitLevel(shopper: Shopper, service: Service, level: Level, taken: readonly Busy[]): Chosen | null {
  const lines: PatternLine[] = [];
  const busy: Busy[] = [];
  const workerBusy = worksAlone(service) ? (promisedHours.get(service.providerKey) ?? []) : [];
  for (const wish of level) {
    const variant = variantFor(shopper, service, wish);
    if (!variant) return null;
    if (!isStanding(wish)) {
      lines.push({ kind: 'occasional', variantId: variant.id, perYear: wish.perYear, quantity: wish.quantity });
      continue;
    }
    const minutes = lengthInMinutes(variant, wish.quantity);
    const time = wish.times.find((one) => !overlaps([...taken, ...busy, ...workerBusy], slotsAt(wish, one, minutes)));
    if (!time) return null;
    busy.push(...slotsAt(wish, time, minutes));
    lines.push({
      kind: 'standing',
      variantId: variant.id,
      byDay: wish.byDay,
      startTime: time,
      quantity: wish.quantity,
    });
  }
  return { lines, busy };
}

interface Plan {
  readonly service: Service;
  readonly recipe: Recipe;
  readonly level: number;
  readonly chosen: Chosen;
}

function rank(shopper: Shopper, service: Service): number {
  if (shopper.prefers.includes(service.providerKey)) return 0;
  const forThem = service.whoFor.includes(whoForGroup[shopper.careGroup]) ? 1_000 : 2_000;
  return forThem + pickNumber(`choice/${shopper.name}/${service.id}`, 900);
}

function firstPlan(shopper: Shopper, wish: string, taken: readonly Busy[], teamsOnly: boolean): Plan | null {
  const options = recipes[wish];
  if (!options) throw new Error(`No recipe for the wish ${wish}`);
  for (const recipe of options) {
    const candidates = services
      .filter((one) => one.supportTypeSlug === recipe.slug && one.wardCodes.includes(shopper.wardCode))
      .filter((one) => !teamsOnly || !worksAlone(one))
      .filter((one) => (recipe.named?.test(one.name) ?? true) && !(recipe.notNamed?.test(one.name) ?? false))
      .sort((left, right) => rank(shopper, left) - rank(shopper, right));
    for (const service of candidates) {
      const level = recipe.levels[0];
      const chosen = level ? fitLevel(shopper, service, level, taken) : null;
      if (chosen) return { service, recipe, level: 0, chosen };
    }
  }
  return null;
}

function costOf(shopper: Shopper, plans: readonly Plan[]): bigint {
  return yearlyCostOf(
    shopper.councilKey,
    plans.flatMap((plan) => plan.chosen.lines),
  );
}

function busyOf(plans: readonly Plan[]): readonly Busy[] {
  return plans.flatMap((plan) => plan.chosen.busy);
}

/** Takes the wishes in order, a little of each, then more of each in turn while the money lasts. */
function plansWithin(shopper: Shopper, limit: bigint, teamsOnly: boolean): readonly Plan[] {
  let plans: readonly Plan[] = [];
  for (const wish of shopper.wishes) {
    const plan = firstPlan(shopper, wish, busyOf(plans), teamsOnly);
    if (plan && costOf(shopper, [...plans, plan]) <= limit) plans = [...plans, plan];
  }
  for (let grew = true; grew;) {
    grew = false;
    for (const plan of plans) {
      const others = plans.filter((one) => one !== plan);
      const next = plan.recipe.levels[plan.level + 1];
      const chosen = next ? fitLevel(shopper, plan.service, next, busyOf(others)) : null;
      if (!chosen) continue;
      const changed = plans.map((one) => (one === plan ? { ...plan, level: plan.level + 1, chosen } : one));
      if (costOf(shopper, changed) > limit) continue;
      plans = changed;
      grew = true;
    }
  }
  return plans;
}

/** A believable week and year of support for one person, within their money and everybody's hours. */
export function supportPatternFor(shopper: Shopper): readonly PatternLine[] {
  const targetPercent = BigInt(shopper.targetPercent ?? 80 + pickNumber(`target/${shopper.name}`, 15));
  const limit = (shopper.weeklyPence * WEEKS_A_YEAR * targetPercent) / 100n;
  const wanted = plansWithin(shopper, limit, false);
  // Where the one-person businesses nearby have no hours left, teams take their place.
  const fromTeams = plansWithin(shopper, limit, true);
  const wantsMore = costOf(shopper, wanted) * 4n < limit * 3n && costOf(shopper, fromTeams) > costOf(shopper, wanted);
  const plans = wantsMore ? fromTeams : wanted;
  for (const plan of plans) {
    if (!worksAlone(plan.service)) continue;
    const promised = promisedHours.get(plan.service.providerKey) ?? [];
    promisedHours.set(plan.service.providerKey, [...promised, ...plan.chosen.busy]);
  }
  return plans.flatMap((plan) => plan.chosen.lines);
}
