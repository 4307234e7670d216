import { Anchor, Page, pageTitle } from '../../components/index.js';
import { sentenceStart } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { linesToExplain } from '../../journey/bank-words.js';
import { dayFields } from '../../work/form-dates.js';
import { CouncilReturnsDocument, type ReturnFactsFragment } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages } from '../../work/lists.js';
import { ReturnTag } from '../../work/return-tag.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/returns.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Returns', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const address = new URL(request.url).searchParams;
  const [sent, after] = [address.get('show') === 'sent', address.get('after')];
  const { returns } = await callGraphql({ context, request }, CouncilReturnsDocument, { sent, after });
  return { returns, sent, isFirst: after === null };
}

function bankDays(from: string, to: string): string {
  return new URLSearchParams({ ...dayFields(from, 'from'), ...dayFields(to, 'to') }).toString();
}

/** What the bank statement says of a return, in a few words. */
function bankWords(bank: ReturnFactsFragment['bank']): string {
  if (bank.coveredFrom === null) return 'No bank statement';
  if (bank.openCount > 0) return sentenceStart(linesToExplain(bank.openCount));
  return bank.differencePence === 0 ? 'The same' : `${formatPence(bank.differencePence)} different`;
}

export default function CouncilReturns({ loaderData: { returns, sent, isFirst } }: Route.ComponentProps) {
  const path = sent ? '/council/returns?show=sent' : '/council/returns';
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Returns</h1>
      <p className="oc-lead">
        {sent
          ? 'Returns that came in.'
          : 'Returns whose days are over and that have not come in, the longest due first.'}{' '}
        <Anchor className="govuk-link" href={sent ? '/council/returns' : '/council/returns?show=sent'}>
          {sent ? 'See those that wait' : 'See those that came in'}
        </Anchor>
      </p>
      {returns.edges.length === 0 ? (
        <p className="govuk-body">{sent ? 'None has come in yet.' : 'None is waiting.'}</p>
      ) : (
        <StackedTable
          label={sent ? 'Returns that came in' : 'Returns that wait'}
          columns={[
            { head: 'Whose', width: 'name' },
            { head: 'For' },
            { head: sent ? 'Came in' : 'Due', width: 'short' },
            { head: 'State', width: 'short' },
            { head: 'Receipts missing', isNumeric: true, width: 'short' },
            { head: 'Bank', width: 'sentence' },
            { head: 'Pack' },
          ]}
          rows={returns.edges.map(({ node: { budgetId, person, return: one } }) => ({
            key: `${budgetId} ${one.from}`,
            cells: [
              <Anchor key="who" className="govuk-link" href={`/council/budgets/${budgetId}`}>
                {person.name}
              </Anchor>,
              `${shortDateWords(one.from)} to ${shortDateWords(one.to)}`,
              shortDateWords(one.sentAt ?? one.dueOn),
              <ReturnTag key="state" state={one.state} />,
              String(one.withoutReceipt),
              <Anchor
                key="bank"
                className="govuk-link"
                href={`/council/budgets/${budgetId}/bank?${bankDays(one.from, one.to)}`}
              >
                {bankWords(one.bank)}
              </Anchor>,
              one.packId === null ? (
                'Not here yet'
              ) : (
                <a key="pack" className="govuk-link" href={`/files/returns/${one.packId}.zip`}>
                  Get it (ZIP)
                </a>
              ),
            ],
          }))}
        />
      )}
      <MorePages pageInfo={returns.pageInfo} path={path} isFirst={isFirst} label="Pages of returns" />
    </Page>
  );
}
