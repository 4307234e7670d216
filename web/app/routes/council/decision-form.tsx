import type { ReactNode } from 'react';
import { Form, type RouterContextProvider } from 'react-router';
import { BackLink, Button, DateInput, Page, Textarea, TextInput } from '../../components/index.js';
import { BudgetToDecideDocument, type BudgetToDecideQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import type { ViewerRole } from '../../graphql/load-context.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, type FormValues, type NotDone, problemOf, textOf } from '../../work/refusal.js';

type BudgetToDecide = NonNullable<BudgetToDecideQuery['budget']>;

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
  readonly params: { readonly budgetId: string };
}

/** A budget with its life, for an officer with one of these roles who is about to decide something. */
export async function budgetToDecide({ context, request, params }: Asked, ...roles: readonly ViewerRole[]) {
  const viewer = requireRole({ context, request }, ...roles);
  const { budget } = await callGraphql({ context, request }, BudgetToDecideDocument, { id: params.budgetId });
  return { budget: budget ?? notFound(), viewer, today: todayOf(context), formKey: newFormKey() };
}

/** What each decision's form sends along: its key, the reason, and the newest decision that the officer saw. */
export function decisionInput(form: FormData, budgetId: string) {
  return {
    budgetId,
    idempotencyKey: textOf(form, 'idempotencyKey'),
    reason: textOf(form, 'reason'),
    lastDecisionId: textOf(form, 'lastDecisionId') || null,
  };
}

/** A day, or null with the problem noted. */
export function dayOrProblem(form: FormData, prefix: string, field: string, problems: FieldProblem[]): string | null {
  const day = readDay(form, prefix);
  if (day) return day;
  problems.push({ field, message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  return null;
}

/** Pence, or null with the problem noted. */
export function penceOrProblem(
  form: FormData,
  name: string,
  problems: FieldProblem[],
  least: 0 | 1 = 0,
): number | null {
  const pence = readPence(textOf(form, name));
  if (pence !== null && pence >= least) return pence;
  problems.push({
    field: name,
    message: least > 0 ? 'Enter a sum of more than zero, such as 250 or 99.50' : 'Enter a sum, such as 250 or 99.50',
  });
  return null;
}

/** Every decision says why. */
export function reasonProblem(form: FormData, problems: FieldProblem[]): void {
  if (textOf(form, 'reason') === '') problems.push({ field: 'reason', message: 'Say why. The person reads it' });
}

interface SumFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly answer: NotDone | undefined;
  readonly value?: string | undefined;
}

export function SumField({ name, label, hint, answer, value }: SumFieldProps) {
  return (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      prefix={{ content: '£' }}
      className="govuk-input--width-10"
      inputMode="decimal"
      value={answer?.values[name] ?? value}
      error={problemOf(answer, name)}
      autoComplete="off"
    />
  );
}

interface DayFieldProps {
  /** Of the three boxes; the id too. */
  readonly prefix: string;
  /** What the problem calls it. */
  readonly field: string;
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly day: string | null;
  readonly answer: NotDone | undefined;
}

export function DayField({ prefix, field, legend, hint, day, answer }: DayFieldProps) {
  return (
    <DateInput
      id={prefix}
      namePrefix={prefix}
      fieldset={{ legend, legendOptions: { className: 'govuk-fieldset__legend--s' } }}
      hint={hint}
      values={answer ? answer.values : day === null ? {} : dayFields(day, prefix)}
      error={problemOf(answer, field)}
    />
  );
}

interface DecisionPageProps {
  readonly budget: BudgetToDecide;
  readonly title: string;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
  /** What was typed, where the page is shown again without a problem. */
  readonly values?: FormValues | undefined;
  readonly send: string;
  /** Ids of fields whose id is not their name in the problem. */
  readonly fieldIds?: Readonly<Record<string, string>> | undefined;
  /** Above the form. */
  readonly lead: ReactNode;
  readonly children?: ReactNode;
}

/** A page on which an officer decides something about a budget: what it is about, the fields, the reason. */
export function DecisionPage(props: DecisionPageProps) {
  const { budget, title, formKey, answer, send, fieldIds, lead, children } = props;
  const values = props.values ?? answer?.values;
  const { name } = budget.person;
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}`}>{name}’s budget</BackLink>}>
      <FormTitle title={title} hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} fieldIds={fieldIds} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {lead}
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <input type="hidden" name="lastDecisionId" value={budget.life.decisions[0]?.id ?? ''} />
        {children}
        <Textarea
          name="reason"
          label="Why?"
          hint={`${name} reads this, with your name.`}
          rows={4}
          value={values?.['reason']}
          error={problemOf(answer, 'reason')}
          attributes={{ maxLength: 1000 }}
        />
        <Button>{send}</Button>
      </Form>
    </Page>
  );
}
