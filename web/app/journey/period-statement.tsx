import type { ReactNode } from 'react';
import { Form, type RouterContextProvider } from 'react-router';
import { Button, DateInput, DateText, InsetText, MoneyText, Radios } from '../components/index.js';
import { PeriodStatementDocument, type PeriodStatementQuery, type StatementDay } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { todayOf } from '../work/access.js';
import { dayFields, readDay } from '../work/form-dates.js';
import { FiguresTable, PartAccounts, StatementLines } from './part-accounts.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

const LONGEST_MILLISECONDS = 731 * 86_400_000;

/** The period in the address, or the last three months; a problem in words when it is none. */
export function askedPeriod({ context, request }: Asked) {
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const [from, to] = [readDay(address, 'from'), readDay(address, 'to')];
  const by: StatementDay = address.get('by') === 'EFFECTIVE' ? 'EFFECTIVE' : 'RECORDED';
  const usual = { from: threeMonthsBefore(today), to: today, by };
  if (from === '' && to === '') return { ...usual, problem: null };
  if (!from || !to) return { ...usual, problem: 'Enter two days that are in the calendar, such as 9 3 2026' };
  if (to < from) return { ...usual, problem: 'The last day must not be before the first' };
  if (Date.parse(to) - Date.parse(from) > LONGEST_MILLISECONDS)
    return { ...usual, problem: 'Choose two years at the most' };
  return { from, to, by, problem: null };
}

function threeMonthsBefore(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() - 2);
  return day.toISOString().slice(0, 10);
}

export async function periodStatement(asked: Asked, id: string) {
  const { problem, ...wanted } = askedPeriod(asked);
  const { budget } = await callGraphql(asked, PeriodStatementDocument, { id, ...wanted });
  return budget === null ? null : { budget, problem };
}

type Budget = NonNullable<PeriodStatementQuery['budget']>;

interface PeriodFormProps {
  readonly asked: { readonly from: string; readonly to: string };
  readonly problem: string | null;
  readonly children?: ReactNode;
}

/** Two days, and what else is asked of a statement. */
export function PeriodForm({ asked, problem, children }: PeriodFormProps) {
  const legend = { className: 'govuk-fieldset__legend--s' };
  return (
    <Form method="get" noValidate>
      <DateInput
        id="from"
        namePrefix="from"
        fieldset={{ legend: 'From', legendOptions: legend }}
        values={dayFields(asked.from, 'from')}
        error={problem ?? undefined}
      />
      <DateInput
        id="to"
        namePrefix="to"
        fieldset={{ legend: 'To', legendOptions: legend }}
        values={dayFields(asked.to, 'to')}
      />
      {children}
      <Button variant="secondary">Show</Button>
    </Form>
  );
}

/** The same as papers to keep. @param file the address of one, by its name and what else it is asked for */
export function StatementFiles({ file }: { readonly file: (name: string, more?: string) => string }) {
  return (
    <ul className="govuk-list">
      <li>
        <a className="govuk-link" href={file('statement.pdf')}>
          Keep it as a PDF
        </a>
      </li>
      <li>
        <a className="govuk-link" href={file('statement.pdf', '&print=large')}>
          Keep it as a PDF in large print
        </a>
      </li>
      <li>
        <a className="govuk-link" href={file('statement.csv')}>
          Keep it as a table (CSV)
        </a>
      </li>
    </ul>
  );
}

/** A statement for any time: figures before and after, each line, and the files to keep. */
export function PeriodStatementView({
  budget,
  problem,
  forPerson,
  isSelf = false,
}: {
  readonly budget: Budget;
  readonly problem: string | null;
  /** The person acted for, kept in the address. */
  readonly forPerson: string | null;
  /** The reader is whose budget it is. */
  readonly isSelf?: boolean;
}) {
  const { period } = budget;
  const file = (name: string, more = ''): string =>
    `/files/budgets/${budget.id}/${name}?from=${period.from}&to=${period.to}&by=${period.by}${more}`;
  const legend = { className: 'govuk-fieldset__legend--s' };
  return (
    <>
      <PeriodForm asked={period} problem={problem}>
        {forPerson ? <input type="hidden" name="for" value={forPerson} /> : null}
        <Radios
          name="by"
          fieldset={{ legend: 'Which day counts?', legendOptions: legend }}
          value={period.by}
          items={[
            { value: 'RECORDED', label: 'The day it was written down' },
            { value: 'EFFECTIVE', label: 'The day it was for, such as the day of a visit' },
          ]}
        />
      </PeriodForm>
      <h2 className="govuk-heading-m" id="figures">
        <DateText date={period.from} withYear /> to <DateText date={period.to} withYear />
      </h2>
      {period.isFinal ? (
        <InsetText>
          <strong>This is the final statement.</strong> The budget is closed. Nothing comes after this.
        </InsetText>
      ) : null}
      <FiguresTable figures={period} />
      <p className="govuk-body">
        <MoneyText pence={period.cameInPence} /> came in. <MoneyText pence={period.wentBackPence} /> went back.
      </p>
      <StatementFiles file={file} />
      <h2 className="govuk-heading-m">What happened</h2>
      <StatementLines lines={period.lines} by={period.by} label="What happened, oldest first" />
      <PartAccounts period={period} isSelf={isSelf} />
    </>
  );
}
