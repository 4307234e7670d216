import { data } from 'react-router';
import type { RefusedFragment } from '../generated/graphql.js';

/** Why something was not done, for the page that asked for it. */
export interface Refusal {
  readonly message: string;
  readonly whatToDo: string;
  /** Stable machine word, such as SAME_OFFICER; null for what is wrong in a form. */
  readonly reason: string | null;
  readonly problems: readonly FieldProblem[];
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What the form held, so that nothing has to be written twice. */
export type FormValues = Readonly<Record<string, string>>;

export interface NotDone {
  readonly refusal: Refusal;
  readonly values: FormValues;
}

/** True when a mutation or query answered with one of the refusals of its union. */
export function isRefused(answer: object): answer is RefusedFragment {
  return 'whatToDo' in answer;
}

function read(member: RefusedFragment): Refusal {
  return {
    message: member.message,
    whatToDo: member.whatToDo,
    reason: 'reason' in member ? member.reason : null,
    problems: 'problems' in member ? member.problems : [],
  };
}

/** What an action returns when the answer was no: the refusal, and the form as it was sent. */
export function notDone(member: RefusedFragment, values: FormValues = {}) {
  return data<NotDone>({ refusal: read(member), values }, { status: 422 });
}

/** The same for what the page itself finds wrong before it asks. */
export function putRight(problems: readonly FieldProblem[], values: FormValues) {
  return data<NotDone>(
    {
      refusal: {
        message: 'Something needs to be put right first.',
        whatToDo: 'Change what is marked and send it again. Nothing was lost.',
        reason: null,
        problems,
      },
      values,
    },
    { status: 422 },
  );
}

/** The message for one field, if there is one. */
export function problemOf(answer: NotDone | undefined, field: string): string | undefined {
  return answer?.refusal.problems.find((problem) => problem.field === field)?.message;
}

/** A field of a form as text, without blanks around it. */
export function textOf(form: FormData | URLSearchParams, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Every text field of a form, for showing it again. */
export function valuesOf(form: FormData): FormValues {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
