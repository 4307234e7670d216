import { data, redirect } from 'react-router';
import { Checkboxes, InsetText, MoneyText, Select, SummaryList, TextInput } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  ChangeHoldingDocument,
  HoldersForDocument,
  HoldingEffectDocument,
  type HoldingEffectQuery,
  type HoldingInput,
  type HoldingRoute,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { partWords } from '../../journey/how-it-is-held.js';
import { readPence } from '../../work/form-dates.js';
import {
  type FieldProblem,
  type FormValues,
  isRefused,
  type NotDone,
  notDone,
  problemOf,
  putRight,
  textOf,
  valuesOf,
} from '../../work/refusal.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/change-holding.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

interface Way {
  /** Of its fields. */
  readonly name: string;
  readonly route: HoldingRoute;
  /** The kind of holder that has to be chosen for it; null where the way says who. */
  readonly kind: string | null;
  readonly who: string;
  readonly label: string;
}

function way(route: HoldingRoute, kind: string | null = null, who = ''): Way {
  return { name: route, route, kind, who, label: routeWords(route) };
}

const fund = way('INDIVIDUAL_SERVICE_FUND', 'PROVIDER', 'Which provider?');
const ways: readonly Way[] = [
  way('COUNCIL_MANAGED'),
  way('DIRECT_PAYMENT'),
  way('REPRESENTATIVE', 'PERSON', 'Who is it?'),
  way('TRUST', 'TRUST', 'Which trust?'),
  way('BROKER', 'BROKERAGE', 'Which broker?'),
  fund,
  { ...fund, name: 'SECOND_FUND', label: `${fund.label}, a second provider` },
];

export async function loader(args: Route.LoaderArgs) {
  const asked = await budgetToDecide(args, 'FINANCE_OFFICER');
  const { holdersFor } = await callGraphql(args, HoldersForDocument, { budgetId: asked.budget.id, on: asked.today });
  return { ...asked, holders: holdersFor };
}

type Effect = Extract<HoldingEffectQuery['holdingEffect'], { __typename: 'HoldingEffect' }>['parts'];

/** The ways that were ticked, with their sums: the rest has none. */
function routesOf(form: FormData, problems: FieldProblem[]): HoldingInput[] {
  const chosen = ways.filter(({ name }) => textOf(form, `way-${name}`) === 'yes');
  if (chosen.length === 0) problems.push({ field: 'routes', message: 'Choose who holds the money' });
  return chosen.map(({ name, route, kind }) => {
    const holderId = kind === null ? null : textOf(form, `holder-${name}`) || null;
    const typed = textOf(form, `weekly-${name}`);
    // One way has all of it, whatever was typed before the others were taken away.
    if (chosen.length === 1 || typed === '') return { route, holderId, weeklyPence: null };
    const weeklyPence = readPence(typed);
    if (weeklyPence === null || weeklyPence === 0)
      problems.push({ field: `weekly-${name}`, message: 'Enter a sum of more than zero, such as 120 or 99.50' });
    return { route, holderId, weeklyPence };
  });
}

interface Answer {
  readonly effect: {
    readonly parts: Effect;
    /** What was looked at, so that nothing else is agreed to. */
    readonly asked: string;
    readonly fromDate: string;
    readonly values: FormValues;
  } | null;
  readonly answer: NotDone | undefined;
}

function no(answer: NotDone) {
  return data<Answer>({ effect: null, answer }, { status: 422 });
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const routes = routesOf(form, problems);
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (fromDate === null || problems.length > 0) return no(putRight(problems, values).data);
  const asked = JSON.stringify({ routes, fromDate });
  if (textOf(form, 'seen') !== asked) {
    const { holdingEffect } = await callGraphql({ context, request }, HoldingEffectDocument, {
      input: { budgetId, fromDate, routes },
    });
    if (isRefused(holdingEffect)) return no(notDone(holdingEffect, values).data);
    if (holdingEffect.parts.length > 0)
      return data<Answer>({ effect: { parts: holdingEffect.parts, asked, fromDate, values }, answer: undefined });
  }
  const { changeHolding } = await callGraphql({ context, request }, ChangeHoldingDocument, {
    input: { ...decisionInput(form, budgetId), fromDate, routes },
  });
  if (isRefused(changeHolding)) return no(notDone(changeHolding, values).data);
  throw redirect(`/council/budgets/${budgetId}?done=holding`);
}

/** As somebody types it. */
function sumOf(pence: number | null): string {
  return pence === null ? '' : formatPence(pence).replace(/[£,]/g, '');
}

/** What the division would do with the money that nothing is promised of. */
function WhatItDoes({ parts, fromDate }: { readonly parts: Effect; readonly fromDate: string }) {
  return (
    <InsetText>
      <h2 className="govuk-heading-m" id="effect">
        What this does from {shortDateWords(fromDate)}
      </h2>
      <p className="govuk-body">
        Money that is promised stays where it is. This is how the rest of what is there now would be divided.
      </p>
      <SummaryList
        rows={parts.map((part) => ({
          key: partWords(part, false),
          value: (
            <>
              <MoneyText pence={part.hasPence} /> now,{' '}
              <strong>
                <MoneyText pence={part.getsPence} />
              </strong>{' '}
              then.{' '}
              {part.isOver
                ? 'Nothing more comes into it.'
                : part.weeklyPence === null
                  ? 'After that, the rest of each week.'
                  : `After that, ${formatPence(part.weeklyPence)} each week.`}
            </>
          ),
        }))}
      />
      <p className="govuk-body">If this is right, press the button below.</p>
    </InsetText>
  );
}

export default function ChangeHolding({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, today, formKey, holders } = loaderData;
  const { holding } = budget.life;
  const effect = actionData?.effect ?? null;
  const problem = actionData?.answer;
  const typed = problem?.values ?? effect?.values;
  const now = holding.filter(
    ({ fromDate, untilDate }) => fromDate <= today && (untilDate === null || today < untilDate),
  );
  const offered = ways.filter(
    ({ name, kind }) =>
      kind === null || holders.filter((holder) => holder.kind === kind).length >= (name === 'SECOND_FUND' ? 2 : 1),
  );
  /** Two funds at once are the first and the second of the two boxes. */
  const heldNow = ({ name, route }: Way) => now.filter((one) => one.route === route)[name === 'SECOND_FUND' ? 1 : 0];
  return (
    <DecisionPage
      budget={budget}
      title="Change who holds the money"
      formKey={formKey}
      answer={problem}
      values={typed}
      send={effect ? 'Yes, change who holds it' : 'Change who holds it'}
      fieldIds={{ fromDate: 'from-day', routes: 'ways' }}
      lead={
        <>
          <p className="oc-lead">
            No money is lost when it changes hands. What a provider holds for {budget.person.name} goes with them.
          </p>
          <SummaryList
            rows={holding.map(({ fromDate, route, holderName, weeklyPence }) => ({
              key: `From ${shortDateWords(fromDate)}`,
              value: `${routeWords(route)}${holderName ? `: ${holderName}` : ''}${
                weeklyPence === null ? '' : `, ${formatPence(weeklyPence)} a week`
              }`,
            }))}
          />
          {effect ? <WhatItDoes parts={effect.parts} fromDate={effect.fromDate} /> : null}
        </>
      }
    >
      {effect ? <input type="hidden" name="seen" value={effect.asked} /> : null}
      <Checkboxes
        name="ways"
        fieldset={{ legend: 'Who holds it?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint="Choose one, or several. Of several, say what each gets in a week, and leave one empty: it gets the rest."
        error={problemOf(problem, 'routes')}
        items={offered.map((one) => {
          const { name, kind, who, label } = one;
          return {
            value: 'yes',
            name: `way-${name}`,
            label,
            checked: typed ? typed[`way-${name}`] === 'yes' : heldNow(one) !== undefined,
            conditional: (
              <>
                {kind === null ? null : (
                  <Select
                    name={`holder-${name}`}
                    label={who}
                    value={typed?.[`holder-${name}`] ?? heldNow(one)?.holderId}
                    items={holders
                      .filter((holder) => holder.kind === kind)
                      .map((holder) => ({ value: holder.id, text: holder.name }))}
                  />
                )}
                <TextInput
                  name={`weekly-${name}`}
                  label="How much a week? (empty for the rest, or all of it)"
                  prefix={{ content: '£' }}
                  className="govuk-input--width-10"
                  inputMode="decimal"
                  value={typed?.[`weekly-${name}`] ?? sumOf(heldNow(one)?.weeklyPence ?? null)}
                  error={problemOf(problem, `weekly-${name}`)}
                  autoComplete="off"
                />
              </>
            ),
          };
        })}
      />
      <DayField
        prefix="from"
        field="fromDate"
        legend="From which day?"
        day={today}
        answer={problem ?? (effect ? { refusal: noProblem, values: effect.values } : undefined)}
      />
    </DecisionPage>
  );
}

const noProblem = { message: '', whatToDo: '', reason: null, problems: [] };
