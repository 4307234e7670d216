import { type FieldProblem, isDay, isId, isReadable } from '@owncourse/kernel/contract';
import type { CommunityListingInput } from '../contract/catalogue.port.js';
import { dayInWords, isRuleDay, isStartTime, recurrenceOf } from './listing-times.js';

const DAY_MINUTES = 24 * 60;

function tooLongOrEmpty(field: string, text: string, most: number, missing: string): FieldProblem[] {
  return text.trim() === '' ? [{ field, message: missing }] : tooLong(field, text, most);
}

function tooLong(field: string, text: string | null | undefined, most: number): FieldProblem[] {
  const written = text?.trim() ?? '';
  return written.length > most || !isReadable(written) ? [{ field, message: `Use ${most} letters or fewer.` }] : [];
}

const MOST_DAYS = 60;

function dayProblems(field: 'notOn' | 'alsoOn', days: readonly string[]): FieldProblem[] {
  if (days.length > MOST_DAYS) return [{ field, message: `Give ${MOST_DAYS} days or fewer.` }];
  const wrong = days.find((day) => !isDay(day));
  return wrong === undefined ? [] : [{ field, message: 'Give each day such as 25 December 2027.' }];
}

/** Days that fall out have to be days on which it would happen; a day of its own is not one of the rule's. */
function exceptionProblems(rule: string | null, notOn: readonly string[], alsoOn: readonly string[]): FieldProblem[] {
  const problems = [...dayProblems('notOn', notOn), ...dayProblems('alsoOn', alsoOn)];
  if (problems.length > 0) return problems;
  if (rule === null)
    return notOn.length > 0
      ? [{ field: 'notOn', message: 'Say first how often it happens. Then say when it does not.' }]
      : [];
  const never = notOn.find((day) => !isRuleDay(rule, day));
  return never === undefined
    ? []
    : [{ field: 'notOn', message: `It does not happen on ${dayInWords(never)} anyway. Check the day.` }];
}

function timeProblems(input: CommunityListingInput): FieldProblem[] {
  const [notOn, alsoOn] = [input.notOn ?? [], input.alsoOn ?? []];
  if (!input.weekday && alsoOn.length === 0) {
    const problems: FieldProblem[] = [];
    if (input.startTime || input.durationMinutes)
      problems.push({ field: 'weekday', message: 'Choose the day it happens, or leave the time out.' });
    return [...problems, ...exceptionProblems(null, notOn, alsoOn)];
  }
  const problems: FieldProblem[] = [];
  const rule = input.weekday ? recurrenceOf(input.weekday) : null;
  if (input.weekday && rule === null) problems.push({ field: 'weekday', message: 'Choose a day of the week.' });
  if (!isStartTime(input.startTime ?? '')) problems.push({ field: 'startTime', message: 'Give a time such as 10:00.' });
  const minutes = input.durationMinutes ?? 0;
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > DAY_MINUTES)
    problems.push({ field: 'durationMinutes', message: 'Say how long it lasts: 5 minutes to 24 hours.' });
  if (input.weekday && rule === null) return problems;
  return [...problems, ...exceptionProblems(rule, notOn, alsoOn)];
}

/** Everything that a group has to put right before a listing can be kept. */
export function listingProblems(input: CommunityListingInput): FieldProblem[] {
  const problems = [
    ...tooLongOrEmpty('title', input.title, 100, 'Give it a name.'),
    ...tooLongOrEmpty('description', input.description, 2000, 'Say what happens there.'),
    ...tooLongOrEmpty('placeName', input.placeName, 120, 'Say where it is.'),
    ...tooLong('accessNotes', input.accessNotes, 500),
    ...tooLong('contactPhone', input.contactPhone, 40),
    ...tooLong('contactEmail', input.contactEmail, 254),
    ...tooLong('supportTypeSlug', input.supportTypeSlug, 100),
    ...timeProblems(input),
  ];
  if (!isId(input.wardId)) problems.push({ field: 'wardId', message: 'Choose an area from the list.' });
  if (input.costPence < 0n) problems.push({ field: 'costPence', message: 'The cost cannot be less than nothing.' });
  if (!input.contactPhone?.trim() && !input.contactEmail?.trim())
    problems.push({ field: 'contactPhone', message: 'Give a phone number or an email address.' });
  if (input.contactEmail?.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.contactEmail.trim())) {
    problems.push({ field: 'contactEmail', message: 'Give an email address such as name@example.org.' });
  }
  return problems;
}
