import { type FieldProblem, isId, isReadable } from '@owncourse/kernel/contract';
import type { CommunityListingInput } from '../contract/catalogue.port.js';
import { isStartTime, recurrenceOf } from './listing-times.js';

const DAY_MINUTES = 24 * 60;

function tooLongOrEmpty(field: string, text: string, most: number, missing: string): FieldProblem[] {
  return text.trim() === '' ? [{ field, message: missing }] : tooLong(field, text, most);
}

function tooLong(field: string, text: string | null | undefined, most: number): FieldProblem[] {
  const written = text?.trim() ?? '';
  return written.length > most || !isReadable(written) ? [{ field, message: `Use ${most} letters or fewer.` }] : [];
}

function timeProblems(input: CommunityListingInput): FieldProblem[] {
  if (!input.weekday) {
    return input.startTime || input.durationMinutes
      ? [{ field: 'weekday', message: 'Choose the day it happens, or leave the time out.' }]
      : [];
  }
  const problems: FieldProblem[] = [];
  if (recurrenceOf(input.weekday) === null) problems.push({ field: 'weekday', message: 'Choose a day of the week.' });
  if (!isStartTime(input.startTime ?? '')) problems.push({ field: 'startTime', message: 'Give a time such as 10:00.' });
  const minutes = input.durationMinutes ?? 0;
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > DAY_MINUTES)
    problems.push({ field: 'durationMinutes', message: 'Say how long it lasts: 5 minutes to 24 hours.' });
  return problems;
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
