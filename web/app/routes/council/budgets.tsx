import { Anchor, EmptyState, InsetText, MoneyText, Page, pageTitle, ScrollingTable } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { CouncilBudgetsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages } from '../../work/lists.js';
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
          <InsetText>When you open one, we record that you looked. The person can see it.</InsetText>
          <ScrollingTable
            label="Budgets"
            head={[
              { content: 'Person' },
              { content: 'Who holds the money' },
              { content: 'State' },
              { content: 'A week', format: 'numeric' },
              { content: 'Spent', format: 'numeric' },
              { content: 'Promised', format: 'numeric' },
              { content: 'Left', format: 'numeric' },
            ]}
            rows={budgets.edges.map(({ node }) => [
              {
                content: (
                  <Anchor className="govuk-link" href={`/council/budgets/${node.id}`}>
                    {node.person.name}
                  </Anchor>
                ),
                className: 'oc-table-name',
              },
              { content: routeWords(node.holdingRoute), className: 'oc-table-words' },
              { content: <BudgetTag status={node.status} /> },
              { content: <MoneyText pence={node.weeklyPence} />, format: 'numeric' },
              { content: <MoneyText pence={node.spentPence} />, format: 'numeric' },
              { content: <MoneyText pence={node.committedPence} />, format: 'numeric' },
              { content: <MoneyText pence={node.availablePence} />, format: 'numeric' },
            ])}
            firstCellIsHeader
          />
        </>
      )}
      <MorePages pageInfo={budgets.pageInfo} path="/council/budgets" isFirst={isFirst} label="Pages of budgets" />
    </Page>
  );
}
