import type { ByTelephoneInput } from '../generated/graphql.js';
import type { Subject } from './acting-for.js';
import { type FieldProblem, textOf } from './problems.js';

/**
 * What a form says of the telephone call that it is sent in; null where nobody rings. A form that was read out in a call
 * counts in that call or not at all, also when it is over.
 */
export function byTelephoneOf(subject: Pick<Subject, 'callId'>, form: FormData): ByTelephoneInput | null {
  const callId = textOf(form, 'callId') || subject.callId;
  if (callId === null) return null;
  return { callId, wordsRead: textOf(form, 'wordsRead'), saidYes: form.has('saidYes') };
}

/** What is wrong with it before it is sent: nobody goes on without a yes. */
export function problemsOfCall(said: ByTelephoneInput | null): readonly FieldProblem[] {
  if (said === null || said.saidYes) return [];
  return [{ field: 'saidYes', message: 'Read it out, and tick when they say yes. If they say no, go back' }];
}
