import { Anchor, EmptyState, InsetText, MoneyText, Page, pageTitle } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { CouncilBudgetsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages } from '../../work/lists.js';
import { StackedTable } from '../../work/stacked-table.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/budgets.js';
import { BudgetTag } from './budget-parts.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Budgets', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const after = new URL(request.url).searchParams.get('after');
  const { budgets } = await callGraphql({ context, request }, CouncilBudgetsDocument, { after });
  return { budgets, isFirst: after === null };
}

export default function CouncilBudgets({ loaderData: { budgets, isFirst } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Budgets</h1>
      {budgets.edges.length === 0 ? (
        <EmptyState icon="wallet" title="No budgets yet">
          <p className="govuk-body">When somebody’s budget opens, we will show it here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">{sentenceStart(countWords(budgets.totalCount, 'budget'))}.</p>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/council/funders">
              See who pays for them, and what each share bought
            </Anchor>
          </p>
          <InsetText>When you open one, we record that you looked. The person can see it.</InsetText>
          <StackedTable
            label="Budgets"
            columns={[
              { head: 'Person', width: 'name' },
              { head: 'Who holds the money' },
              { head: 'State' },
              { head: 'A week', isNumeric: true, width: 'short' },
              { head: 'Spent', isNumeric: true, width: 'short' },
              { head: 'Promised', isNumeric: true, width: 'short' },
              { head: 'Left', isNumeric: true, width: 'short' },
            ]}
            rows={budgets.edges.map(({ node }) => ({
              key: node.id,
              cells: [
                <Anchor key="person" className="govuk-link" href={`/council/budgets/${node.id}`}>
                  {node.person.name}
                </Anchor>,
                routeWords(node.holdingRoute),
                <BudgetTag key="state" status={node.status} />,
                <MoneyText key="week" pence={node.weeklyPence} />,
                <MoneyText key="spent" pence={node.spentPence} />,
                <MoneyText key="promised" pence={node.committedPence} />,
                <MoneyText key="left" pence={node.availablePence} />,
              ],
            }))}
          />
        </>
      )}
      <MorePages pageInfo={budgets.pageInfo} path="/council/budgets" isFirst={isFirst} label="Pages of budgets" />
    </Page>
  );
}
