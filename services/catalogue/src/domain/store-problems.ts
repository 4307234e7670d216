import { type FieldProblem, isId, isReadable, outcodeOf, parseQuantity } from '@owncourse/kernel/contract';
import type { OwnServiceInput, OwnVariantInput, StoreChecksInput, StoreInput } from '../contract/stores.port.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** As the Care Quality Commission writes the numbers of places: "1-123456789". */
const CQC_LOCATION = /^1-\d{6,12}$/;
const MOST_WORDS = 20;
const MOST_WARDS = 200;
const MOST_MILES = 100;
const MOST_DISTRICTS = 50;
const MOST_YEARS = 120;
const MOST_PENCE = 10_000_000n;
const WEEK_MINUTES = 7 * 24 * 60;

function needed(field: string, text: string, most: number, missing: string): FieldProblem[] {
  return text.trim() === '' ? [{ field, message: missing }] : short(field, text, most);
}

function short(field: string, text: string | null, most: number): FieldProblem[] {
  const written = text?.trim() ?? '';
  if (!isReadable(written)) return [{ field, message: 'Use letters, digits and signs only.' }];
  return written.length > most ? [{ field, message: `Use ${most} letters or fewer.` }] : [];
}

function words(field: string, list: readonly string[]): FieldProblem[] {
  if (list.length > MOST_WORDS) return [{ field, message: `Give ${MOST_WORDS} at the most.` }];
  return list.flatMap((word) => needed(field, word, 80, 'Leave no empty words.')).slice(0, 1);
}

function whole(field: string, parts: readonly (string | null)[], message: string): FieldProblem[] {
  const given = parts.filter((part) => part !== null && part.trim() !== '').length;
  return given === 0 || given === parts.length ? [] : [{ field, message }];
}

/** A day that there is, such as 2027-03-04. */
export function isDay(text: string): boolean {
  const at = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && text > '1900' && text < '2200';
}

function day(field: string, text: string | null): FieldProblem[] {
  return text === null || isDay(text) ? [] : [{ field, message: 'Give a day, such as 3 May 2027.' }];
}

/** What a provider has to put right about itself. */
export function storeProblems(input: StoreInput): FieldProblem[] {
  const problems = [
    ...needed('name', input.name, 120, 'Give the name that people know you by.'),
    ...needed('description', input.description, 2000, 'Say in a few words who you are and what you do.'),
    ...needed('phone', input.phone, 40, 'Give a phone number that people can ring.'),
    ...short('email', input.email, 254),
    ...short('website', input.website, 300),
    ...words('languages', input.languages),
  ];
  if (outcodeOf(input.postcodeDistrict) === null)
    problems.push({ field: 'postcodeDistrict', message: 'Give the first half of your postcode, such as MB1.' });
  if (!EMAIL.test(input.email.trim()))
    problems.push({ field: 'email', message: 'Give an email address, such as name@example.org.' });
  if (input.website !== null && !/^https?:\/\/[^\s/]+\.[^\s]+$/.test(input.website.trim()))
    problems.push({ field: 'website', message: 'Give a whole address, such as https://www.example.org.' });
  if (input.cqcLocationId !== null && !CQC_LOCATION.test(input.cqcLocationId.trim()))
    problems.push({
      field: 'cqcLocationId',
      message: 'Give the location number as the Care Quality Commission writes it, such as 1-123456789.',
    });
  return problems;
}

/** What is wrong with papers; `today` is a London day. Days that are over may be given: the page says so. */
export function checkProblems(input: StoreChecksInput, today: string): FieldProblem[] {
  const problems = [
    ...short('safeguardingStatement', input.safeguardingStatement, 4000),
    ...short('insurer', input.insurer, 120),
    ...short('policyNumber', input.policyNumber, 80),
    ...(['safeguardingUntil', 'insuredUntil', 'dbsOn', 'dbsUntil'] as const).flatMap((name) => day(name, input[name])),
    ...whole(
      'safeguardingUntil',
      [input.safeguardingStatement, input.safeguardingUntil],
      'Write how you keep people safe, and the day when you will look at it again.',
    ),
    ...whole(
      'insurer',
      [input.insurer, input.policyNumber, input.insuredUntil],
      'Give the insurer, the policy number and the last day, all three.',
    ),
    ...whole('dbsUntil', [input.dbsOn, input.dbsUntil], 'Give the day of the check, and the day of the next one.'),
  ];
  if (problems.length > 0) return problems;
  if (input.dbsOn !== null && input.dbsOn > today)
    problems.push({ field: 'dbsOn', message: 'The day of the check cannot be after today.' });
  if (input.dbsOn !== null && input.dbsUntil !== null && input.dbsUntil <= input.dbsOn)
    problems.push({ field: 'dbsUntil', message: 'The next check comes after this one.' });
  return problems;
}

export function serviceProblems(input: OwnServiceInput): FieldProblem[] {
  const problems = [
    ...needed('supportTypeSlug', input.supportTypeSlug, 100, 'Choose what kind of support it is.'),
    ...needed('name', input.name, 100, 'Give it a name.'),
    ...needed('summary', input.summary, 200, 'Say in one sentence what people get.'),
    ...needed('description', input.description, 4000, 'Say what happens.'),
    ...words('whoFor', input.whoFor),
    ...words('languages', input.languages),
    ...words('accessNeeds', input.accessNeeds),
    ...day('nextAvailableOn', input.nextAvailableOn),
  ];
  if (!['any', 'women-available', 'men-available'].includes(input.genderOfWorker))
    problems.push({ field: 'genderOfWorker', message: 'Choose one.' });
  if (input.wardIds.length > MOST_WARDS || !input.wardIds.every(isId))
    problems.push({ field: 'wardIds', message: 'Choose areas from the list.' });
  if (
    (input.districts ?? []).length > MOST_DISTRICTS ||
    (input.districts ?? []).some((text) => outcodeOf(text) === null)
  )
    problems.push({
      field: 'districts',
      message: `Give the first halves of postcodes, such as MB3: ${MOST_DISTRICTS} at the most.`,
    });
  const [youngest, oldest] = [input.minimumAge ?? null, input.maximumAge ?? null];
  for (const [field, age] of [
    ['minimumAge', youngest],
    ['maximumAge', oldest],
  ] as const)
    if (age !== null && (!Number.isInteger(age) || age < 0 || age > MOST_YEARS))
      problems.push({ field, message: `Give an age in whole years, from 0 to ${MOST_YEARS}.` });
  if (youngest !== null && oldest !== null && oldest < youngest)
    problems.push({ field: 'maximumAge', message: 'The highest age cannot be below the lowest.' });
  const miles = input.radiusMiles;
  if (miles !== null && (!Number.isInteger(miles) || miles < 1 || miles > MOST_MILES))
    problems.push({ field: 'radiusMiles', message: `Give whole miles, from 1 to ${MOST_MILES}.` });
  return problems;
}

function quantity(text: string): bigint | null {
  try {
    return parseQuantity(text);
  } catch {
    return null;
  }
}

export function variantProblems(input: OwnVariantInput): FieldProblem[] {
  const problems = needed('name', input.name, 100, 'Give the price a name, such as “One hour on a weekday”.');
  if (!isId(input.serviceId)) problems.push({ field: 'serviceId', message: 'Choose a service of yours.' });
  if (input.publicUnitPricePence < 0n || input.publicUnitPricePence > MOST_PENCE)
    problems.push({ field: 'publicPricePence', message: 'Give a price from £0 to £100,000.' });
  if (input.timeBand !== null && !['day', 'evening', 'night'].includes(input.timeBand))
    problems.push({ field: 'timeBand', message: 'Choose one.' });
  if (!['1:1', '2:1', 'group'].includes(input.ratio)) problems.push({ field: 'ratio', message: 'Choose one.' });
  const [least, usual] = [quantity(input.minimumQuantity), quantity(input.typicalQuantity)];
  if (least === null || least <= 0n)
    problems.push({ field: 'minimumQuantity', message: 'Give a number above zero, such as 1 or 0.5.' });
  else if (usual === null || usual < least)
    problems.push({ field: 'typicalQuantity', message: 'The usual amount cannot be less than the least.' });
  const minutes = input.durationMinutes;
  if (minutes !== null && (!Number.isInteger(minutes) || minutes < 5 || minutes > WEEK_MINUTES))
    problems.push({ field: 'durationMinutes', message: 'Say how many minutes one takes, from 5.' });
  return problems;
}
