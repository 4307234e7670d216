import { ErrorSummary } from '../components/index.js';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A refusal as the services word it: what happened, and what to do next. */
export interface Refused {
  readonly message: string;
  readonly whatToDo: string;
}

/** What a form could not do, for its page. */
export interface FormAnswer {
  readonly problems: readonly FieldProblem[];
  readonly refused: Refused | null;
}

/** The message of a field, for its `error`. */
export function errorOf(answer: FormAnswer | null | undefined, field: string): string | undefined {
  return answer?.problems.find((problem) => problem.field === field)?.message;
}

export interface FormProblemsProps {
  readonly answer: FormAnswer | null | undefined;
  /** Ids of the first input of each field where they are not the field's name. */
  readonly ids?: Readonly<Record<string, string>> | undefined;
}

/** What went wrong with a form, at the top of its page: each field linked, or the refusal in words. */
export function FormProblems({ answer, ids = {} }: FormProblemsProps) {
  if (!answer) return null;
  if (answer.problems.length > 0) {
    return (
      <ErrorSummary
        errors={answer.problems.map(({ field, message }) => ({ message, href: `#${ids[field] ?? field}` }))}
      />
    );
  }
  if (answer.refused === null) return null;
  return <ErrorSummary title={answer.refused.message} description={answer.refused.whatToDo} errors={[]} />;
}

interface ResultMember {
  readonly __typename: string;
  readonly message?: string;
  readonly whatToDo?: string;
  readonly problems?: readonly FieldProblem[];
}

/** Any refusing member of a result union as a form's answer. */
export function answerOf(member: ResultMember): FormAnswer {
  return {
    problems: member.problems ?? [],
    refused: {
      message: member.message ?? 'This could not be done.',
      whatToDo: member.whatToDo ?? 'Try again. Nothing was lost.',
    },
  };
}

/** Text of one field of a form, without spaces around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Texts of all fields of one name, in order, without spaces around them. */
export function textsOf(form: FormData, name: string): readonly string[] {
  return form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''));
}

/** Three fields of a `DateInput` as "2026-03-09"; empty when all three are; what is no number stays to be refused. */
export function dayOf(form: FormData, prefix: string): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => textOf(form, `${prefix}-${part}`));
  if (!day && !month && !year) return '';
  return `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
}

/** What the three fields show for "2026-03-09". */
export function dayValues(prefix: string, day: string): Readonly<Record<string, string>> {
  const parts = /^(.*)-(.*)-(.*)$/.exec(day);
  const shown = (text: string | undefined): string => (text ?? '').replace(/^0+(?=\d)/, '');
  return {
    [`${prefix}-day`]: shown(parts?.[3]),
    [`${prefix}-month`]: shown(parts?.[2]),
    [`${prefix}-year`]: parts?.[1] ?? '',
  };
}
