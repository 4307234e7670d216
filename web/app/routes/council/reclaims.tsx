import { Anchor, DateText, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { ReclaimsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages } from '../../work/lists.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/reclaims.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Money that is over', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const after = new URL(request.url).searchParams.get('after');
  const { reclaims } = await callGraphql({ context, request }, ReclaimsDocument, { after });
  return { reclaims, isFirst: after === null, today: todayOf(context) };
}

export default function Reclaims({ loaderData: { reclaims, isFirst, today } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{ taken: 'The money went back. The person reads why.', left: 'The money stays where it is.' }}
      />
      <h1 className="govuk-heading-xl">Money that is over</h1>
      <p className="oc-lead">
        A budget may keep some weeks of money. What is over may go back, but the person hears of it first.
      </p>
      {reclaims.edges.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing is over">
          <p className="govuk-body">
            We look each night. When a budget has more than it may keep, we will show it here.
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">{sentenceStart(countWords(reclaims.totalCount, 'budget'))}.</p>
          <StackedTable
            label="Money that is over"
            columns={[
              { head: 'Person', width: 'name' },
              { head: 'Over', isNumeric: true, width: 'short' },
              { head: 'Told on', width: 'short' },
              { head: 'You can decide', width: 'short' },
              { head: 'Their answer' },
            ]}
            rows={reclaims.edges.map(({ node }) => ({
              key: node.id,
              cells: [
                <Anchor
                  key="person"
                  className="govuk-link"
                  href={`/council/budgets/${node.budget?.id ?? ''}/over/${node.id}`}
                >
                  {node.budget?.person.name ?? 'Somebody'}
                </Anchor>,
                <MoneyText key="over" pence={node.proposedPence} />,
                <DateText key="told" date={node.proposedOn} />,
                node.decideFrom <= today ? 'Now' : <DateText key="from" date={node.decideFrom} />,
                node.disagreement === null ? 'None yet' : 'Does not agree',
              ],
            }))}
          />
        </>
      )}
      <MorePages
        pageInfo={reclaims.pageInfo}
        path="/council/money-over"
        isFirst={isFirst}
        label="Pages of money that is over"
      />
    </Page>
  );
}
