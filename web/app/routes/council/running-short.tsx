import {
  Anchor,
  BackLink,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import { BudgetsRunningShortDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { lowerFirst } from '../../journey/how-it-is-held.js';
import { MorePages } from '../../work/lists.js';
import { StackedTable } from '../../work/stacked-table.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/running-short.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Budgets that will run short', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const after = new URL(request.url).searchParams.get('after');
  const { budgetsRunningShort } = await callGraphql({ context, request }, BudgetsRunningShortDocument, { after });
  return { list: budgetsRunningShort, isFirst: after === null };
}

export default function RunningShort({ loaderData: { list, isFirst } }: Route.ComponentProps) {
  const [newest] = list.edges;
  return (
    <Page width="wide" before={<BackLink href="/council/finance">Work to do</BackLink>}>
      <h1 className="govuk-heading-xl">Budgets that will run short</h1>
      {newest ? (
        <>
          <p className="oc-lead">
            {sentenceStart(countWords(list.totalCount, 'budget'))}, the soonest first. We looked at all budgets on{' '}
            <DateText date={newest.node.lookedAt} withYear />.
          </p>
          <InsetText>When you open one, we record that you looked. The person can see it.</InsetText>
          <StackedTable
            label="Budgets that will run short"
            columns={[
              { head: 'Person', width: 'name' },
              { head: 'Week of' },
              { head: 'The money runs out on' },
              { head: 'Missing that week', isNumeric: true, width: 'short' },
              { head: 'Missing in 26 weeks', isNumeric: true, width: 'short' },
              { head: 'Left now', isNumeric: true, width: 'short' },
            ]}
            rows={list.edges.map(({ node }) => ({
              key: node.budget.id,
              cells: [
                <Anchor key="person" className="govuk-link" href={`/council/budgets/${node.budget.id}`}>
                  {node.budget.person.name}
                </Anchor>,
                shortDateWords(node.weekStarting),
                node.partRoute === null
                  ? shortDateWords(node.onDate)
                  : `${shortDateWords(node.onDate)}, in the part ${lowerFirst(routeWords(node.partRoute))}`,
                <MoneyText key="week" pence={node.missingPence} />,
                <MoneyText key="all" pence={node.missingInAllPence} />,
                <MoneyText key="left" pence={node.budget.availablePence} />,
              ],
            }))}
          />
        </>
      ) : (
        <EmptyState icon="wallet" title="Every budget has enough">
          <p className="govuk-body">
            Each night we look 26 weeks ahead. When somebody’s money will not be enough, we name the week here.
          </p>
        </EmptyState>
      )}
      <MorePages
        pageInfo={list.pageInfo}
        path="/council/budgets/running-short"
        isFirst={isFirst}
        label="Pages of budgets"
      />
    </Page>
  );
}
