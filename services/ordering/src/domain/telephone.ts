import { type FieldProblem, isId, isReadable, Refusal } from '@owncourse/kernel/contract';
import type { ByTelephone, CallerFact, StartTelephoneCallInput } from '../contract/order-inputs.js';

const LONGEST_WORDS = 4000;
const LONGEST_NAME = 100;
const FACTS_TO_CHECK = 2;

/** A call's facts as they are kept. */
export interface CallerChecked {
  readonly speakerName: string | null;
  readonly knownByVoice: boolean;
  /** Two, in the order of the alphabet; none where the voice was known. */
  readonly facts: readonly CallerFact[];
}

/** @throws Refusal INVALID_INPUT with one problem a field, NOT_FOUND for what cannot be an id */
export function readCaller(input: StartTelephoneCallInput): CallerChecked {
  if (!isId(input.personId)) throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const speakerName = input.caller === 'SPEAKER' ? (input.speakerName ?? '').trim() : null;
  if (speakerName !== null && (speakerName === '' || speakerName.length > LONGEST_NAME || !isReadable(speakerName)))
    problems.push({
      field: 'speakerName',
      message: `Write who speaks for the person, in at most ${LONGEST_NAME} letters.`,
    });
  const facts = [...new Set(input.facts)].sort();
  if (input.knownByVoice ? facts.length > 0 : facts.length !== FACTS_TO_CHECK)
    problems.push({ field: 'facts', message: 'Choose the two things that you asked, or say that you know the voice.' });
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { speakerName, knownByVoice: input.knownByVoice, facts };
}

/**
 * What was read out, and the yes to it; null for what is not done by telephone.
 * @throws Refusal INVALID_INPUT without a yes or without the words
 */
export function readByTelephone(input: ByTelephone | null | undefined): ByTelephone | null {
  if (!input) return null;
  if (!isId(input.callId)) throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const wordsRead = input.wordsRead.trim();
  if (wordsRead === '' || wordsRead.length > LONGEST_WORDS || !isReadable(wordsRead))
    problems.push({
      field: 'wordsRead',
      message: `Send the words that were read out, at most ${LONGEST_WORDS} letters.`,
    });
  if (!input.saidYes) problems.push({ field: 'saidYes', message: 'Read it out. Go on only when they say yes.' });
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { ...input, wordsRead };
}
