import { Form, redirect, useSearchParams } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  InsetText,
  MoneyText,
  NotificationBanner,
  Page,
  pageTitle,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { sentenceStart } from '../../format/counts.js';
import { CouncilBankDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import {
  BankFileForm,
  BankFiles,
  BankSums,
  broughtWords,
  FileProblems,
  sendBankFile,
} from '../../journey/bank-parts.js';
import { Say, SayProposals, sayOfBankLine } from '../../journey/bank-say.js';
import { lineIs, linesToExplain } from '../../journey/bank-words.js';
import { addDays } from '../../journey/calendar.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { MorePages } from '../../work/lists.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/bank.js';

const SHOWN_DAYS = 91;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`${loaderData.budget.person.name}’s bank statement`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const dayOr = (prefix: string, otherwise: string): string => {
    const day = readDay(address, prefix);
    return day === null || day === '' ? otherwise : day;
  };
  const to = dayOr('to', today);
  const asked = dayOr('from', addDays(to, -SHOWN_DAYS));
  // Longer than two years is not shown.
  const from = asked > to || asked < addDays(to, -730) ? addDays(to, -SHOWN_DAYS) : asked;
  const variables = { id: params.budgetId, from, to, after: address.get('after') };
  const { budget } = await callGraphql({ context, request }, CouncilBankDocument, variables);
  return {
    budget: budget ?? notFound(),
    from,
    to,
    isFirst: variables.after === null,
    isFinance: viewer.roles.includes('FINANCE_OFFICER'),
    formKey: newFormKey(),
  };
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const form = await request.formData();
  if (form.has('lineId')) {
    const said = await sayOfBankLine({ context, request }, form);
    if (typeof said !== 'string') return said;
    throw redirect(`/council/budgets/${budgetId}/bank?done=${said}`);
  }
  const answer = await sendBankFile({ context, request }, form, budgetId);
  if (!('brought' in answer)) return answer;
  const { newLines, knownLines, leftOut } = answer.brought;
  throw redirect(`/council/budgets/${budgetId}/bank?new=${newLines}&known=${knownLines}&before=${leftOut}`);
}

type Budget = Route.ComponentProps['loaderData']['budget'];
type Line = Budget['bankLines']['edges'][number]['node'];

interface LinesProps {
  readonly budget: Budget;
  readonly isFirst: boolean;
  /** Where an officer says what lines are: the person does not hold the money. Null for whoever only looks. */
  readonly formKey: string | null;
}

/** What a line is, or the buttons that say it. */
function WhatItIs({
  line,
  formKey,
  here,
}: Pick<LinesProps, 'formKey'> & { readonly line: Line; readonly here: string }) {
  const words = line.kind === null ? 'Still to explain' : lineIs(line.kind, line.expense?.payee);
  if (formKey === null) return words;
  const say = { line, formKey, here };
  return (
    <>
      <p className="govuk-body">{words}</p>
      {line.kind === null ? (
        <>
          <SayProposals {...say} />
          <Say {...say} fields={{ kind: 'NOT_THIS_BUDGET' }} words="Not from this budget" />
        </>
      ) : (
        <Say {...say} fields={{ what: 'undo' }} words="Take this back" />
      )}
    </>
  );
}

function Lines({ budget, isFirst, formKey }: LinesProps) {
  const { edges, pageInfo } = budget.bankLines;
  if (edges.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">All lines</h2>
      <StackedTable
        label="Lines of the bank statement"
        columns={[
          { head: 'Day', width: 'short' },
          { head: 'What the bank says', width: 'name' },
          { head: 'What it is', width: 'sentence' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={edges.map(({ node }) => ({
          key: node.id,
          cells: [
            shortDateWords(node.on),
            node.words,
            <WhatItIs key="what" line={node} formKey={formKey} here={`/council/budgets/${budget.id}/bank`} />,
            <MoneyText key="sum" pence={node.amountPence} />,
          ],
        }))}
      />
      <MorePages
        pageInfo={pageInfo}
        path={`/council/budgets/${budget.id}/bank`}
        isFirst={isFirst}
        label="Pages of the bank statement"
      />
    </>
  );
}

export default function CouncilBank({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, from, to, isFirst, isFinance, formKey } = loaderData;
  const { name } = budget.person;
  const failed = actionData && 'refusal' in actionData ? actionData : undefined;
  const problems = actionData && 'problems' in actionData ? actionData.problems : [];
  const [address] = useSearchParams();
  const brought = broughtWords(address);
  const legend = { className: 'govuk-fieldset__legend--s' };
  return (
    <Page width="wide" before={<BackLink href={`/council/budgets/${budget.id}`}>{name}’s budget</BackLink>}>
      <NotDoneSummary answer={failed} />
      <DoneBanner words={{ explained: 'That line is explained.', undone: 'That is taken back.' }} />
      {brought === undefined ? null : <NotificationBanner kind="success" text={brought} />}
      <h1 className="govuk-heading-xl">{name}’s bank statement</h1>
      <InsetText>
        <strong>We recorded that you looked.</strong> {sentenceStart(linesToExplain(budget.openBankLines))}.{' '}
        {budget.paysOffPlatform
          ? `What a line is, ${name} or somebody who pays for them says.`
          : `${name} does not hold the money. A finance officer brings the statement and says what each line is.`}
      </InsetText>
      {problems.length > 0 ? <FileProblems problems={problems} /> : null}
      <h2 className="govuk-heading-m">Bank and books</h2>
      <Form method="get">
        <DateInput
          id="from"
          namePrefix="from"
          fieldset={{ legend: 'From', legendOptions: legend }}
          values={dayFields(from, 'from')}
        />
        <DateInput
          id="to"
          namePrefix="to"
          fieldset={{ legend: 'To', legendOptions: legend }}
          values={dayFields(to, 'to')}
        />
        <Button variant="secondary">Show these days</Button>
      </Form>
      <BankSums bank={budget.bank} />
      <Lines budget={budget} isFirst={isFirst} formKey={isFinance && !budget.paysOffPlatform ? formKey : null} />
      <BankFiles bankStatements={budget.bankStatements} />
      {isFinance ? (
        <>
          <h2 className="govuk-heading-m">Bring a statement for {name}</h2>
          <BankFileForm formKey={formKey} failed={failed} />
        </>
      ) : null}
    </Page>
  );
}
