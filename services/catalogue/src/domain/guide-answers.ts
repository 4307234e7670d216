import { type FieldProblem, isReadable, outcodeOf, type Pence } from '@owncourse/kernel/contract';
import type { OwnServiceInput, OwnVariantInput, StoreChecksInput, StoreInput } from '../contract/stores.port.js';
import type { DayTypeName } from '../contract/words.js';

export const GUIDE_QUESTIONS = [
  'kind',
  'name',
  'description',
  'phone',
  'email',
  'supportTypes',
  'postcodeDistrict',
  'radiusMiles',
  'days',
  'times',
  'pricePence',
  'languages',
  'genderOfWorker',
  'accessNeeds',
  'insurer',
  'policyNumber',
  'insuredUntil',
  'dbsOn',
  'dbsUntil',
] as const;
export type GuideQuestion = (typeof GUIDE_QUESTIONS)[number];
export type GuideAnswers = Readonly<Partial<Record<GuideQuestion, string>>>;

export interface GuideAnswer {
  readonly name: string;
  readonly value: string;
}

const LONGEST_ANSWER = 2000;
/** Each kind of support becomes a service of its own. */
const MOST_KINDS = 6;
const DAYS: readonly DayTypeName[] = ['WEEKDAY', 'SATURDAY', 'SUNDAY', 'BANK_HOLIDAY'];
const DAY_NAMES: Readonly<Partial<Record<DayTypeName, string>>> = {
  EVERY_DAY: 'One hour',
  WEEKDAY: 'One hour, Monday to Friday',
  SATURDAY: 'One hour on a Saturday',
  SUNDAY: 'One hour on a Sunday',
  BANK_HOLIDAY: 'One hour on a bank holiday',
};

/** Several words of one answer. */
export function wordsOf(answer: string | undefined): string[] {
  return (answer ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** The answers that may be kept, tidied: a postcode is cut to its first half before anybody writes it down. */
export function tidyAnswers(answers: readonly GuideAnswer[]): { answers: GuideAnswers; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const tidy: Partial<Record<GuideQuestion, string>> = {};
  for (const { name, value } of answers) {
    const question = GUIDE_QUESTIONS.find((one) => one === name);
    if (question === undefined) problems.push({ field: 'answers', message: 'There is no such question.' });
    else if (value.length > LONGEST_ANSWER || !isReadable(value))
      problems.push({ field: question, message: `Use ${LONGEST_ANSWER} letters or fewer.` });
    else if (question !== 'postcodeDistrict') tidy[question] = value.trim();
    else {
      const outcode = outcodeOf(value);
      if (outcode === null)
        problems.push({ field: question, message: 'Give the first half of your postcode, such as MB1.' });
      else tidy[question] = outcode;
    }
  }
  return { answers: tidy, problems };
}

export interface GuidedStore {
  readonly store: StoreInput;
  readonly checks: StoreChecksInput;
  /** Without ids. A service has the slug of its kind as its name, until the name of the kind is known. */
  readonly services: readonly { readonly service: OwnServiceInput; readonly variants: readonly OwnVariantInput[] }[];
}

function penceOf(text: string | undefined): Pence | null {
  return /^\d{1,7}$/.test(text ?? '') ? BigInt(text ?? '') : null;
}

function milesOf(text: string | undefined): number | null {
  return /^\d{1,3}$/.test(text ?? '') ? Number(text) : null;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

function genderOf({ genderOfWorker }: GuideAnswers): OwnServiceInput['genderOfWorker'] {
  return genderOfWorker === 'women-available' || genderOfWorker === 'men-available' ? genderOfWorker : 'any';
}

/** The price of an hour on each kind of day that was chosen; one price where all of them were. */
function variantsOf(answers: GuideAnswers, pence: Pence): OwnVariantInput[] {
  const chosen = DAYS.filter((day) => wordsOf(answers.days).includes(day));
  const days: readonly DayTypeName[] = chosen.length === DAYS.length ? ['EVERY_DAY'] : chosen;
  return days.map((dayType) => ({
    id: null,
    serviceId: '',
    name: DAY_NAMES[dayType] ?? 'One hour',
    unit: 'HOUR',
    dayType,
    timeBand: answers.times === 'day' ? 'day' : null,
    ratio: '1:1',
    // Of somebody who works alone; who is registered for VAT changes it in the store.
    vatTreatment: 'OUTSIDE_SCOPE',
    publicUnitPricePence: pence,
    minimumQuantity: '1',
    typicalQuantity: '2',
    durationMinutes: 60,
    onSale: true,
  }));
}

/**
 * The store that the answers make, or what is missing in them.
 * @param kindNames of the kinds of support there are, by slug
 */
export function guidedStore(
  answers: GuideAnswers,
  kindNames: ReadonlyMap<string, string>,
): { readonly made: GuidedStore | null; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const kind = answers.kind === 'MICRO' || answers.kind === 'PERSONAL_ASSISTANT' ? answers.kind : null;
  if (kind === null) problems.push({ field: 'kind', message: 'Say how you work.' });
  const slugs = [...new Set(wordsOf(answers.supportTypes))];
  if (slugs.length === 0 || slugs.length > MOST_KINDS || !slugs.every((slug) => kindNames.has(slug)))
    problems.push({ field: 'supportTypes', message: `Choose what you do: 1 to ${MOST_KINDS} things.` });
  const pence = penceOf(answers.pricePence);
  if (pence === null) problems.push({ field: 'pricePence', message: 'Say what an hour costs.' });
  const miles = milesOf(answers.radiusMiles);
  if (miles === null) problems.push({ field: 'radiusMiles', message: 'Say how many miles you travel.' });
  if (!DAYS.some((day) => wordsOf(answers.days).includes(day)))
    problems.push({ field: 'days', message: 'Choose the days on which you work.' });
  if (kind === null || pence === null || problems.length > 0) return { made: null, problems };
  const description = answers.description ?? '';
  const services = slugs.map((slug) => ({
    service: {
      id: null,
      supportTypeSlug: slug,
      name: kindNames.get(slug) ?? slug,
      summary: `${kindNames.get(slug) ?? slug} with ${answers.name ?? ''}.`,
      description,
      whoFor: [],
      languages: wordsOf(answers.languages),
      genderOfWorker: genderOf(answers),
      accessNeeds: wordsOf(answers.accessNeeds),
      regulatedActivity: false,
      wardIds: [],
      radiusMiles: miles,
      nextAvailableOn: null,
    },
    variants: variantsOf(answers, pence),
  }));
  const store: StoreInput = {
    name: answers.name ?? '',
    kind,
    description,
    postcodeDistrict: answers.postcodeDistrict ?? '',
    phone: answers.phone ?? '',
    email: answers.email ?? '',
    website: null,
    cqcLocationId: null,
    vatStatus: 'NOT_REGISTERED',
    languages: wordsOf(answers.languages),
  };
  const checks: StoreChecksInput = {
    safeguardingStatement: null,
    safeguardingUntil: null,
    insurer: orNull(answers.insurer),
    policyNumber: orNull(answers.policyNumber),
    insuredUntil: orNull(answers.insuredUntil),
    dbsOn: orNull(answers.dbsOn),
    dbsUntil: orNull(answers.dbsUntil),
  };
  return { made: { store, checks, services }, problems: [] };
}
