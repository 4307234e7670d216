import { Anchor, BackLink, ButtonLink, Page, pageTitle } from '../../components/index.js';
import { RateFileProblemsDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/rate-cards-problems.js';

const SHOWN = 100;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('The file has to be put right', matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const id = params.problemsId;
  const { rateFileProblems } = await callGraphql({ context, request }, RateFileProblemsDocument, { id });
  return rateFileProblems ?? notFound();
}

export default function RateCardProblems({ loaderData: { id, problems } }: Route.ComponentProps) {
  const count = problems.length.toLocaleString('en-GB');
  return (
    <Page width="wide" before={<BackLink href="/council/rate-cards/new">Upload a rate card</BackLink>}>
      <h1 className="govuk-heading-xl">The file has to be put right</h1>
      <p className="oc-lead">
        {problems.length === 1 ? 'One thing is wrong' : `${count} things are wrong`}, so no draft was made. Nothing has
        changed.
      </p>
      <p className="govuk-body">
        Row 1 is the heading, as your spreadsheet counts. Put these right in your file, then send it again.
      </p>
      <StackedTable
        label="What to put right"
        columns={[
          { head: 'Row', width: 'short' },
          { head: 'Column', width: 'short' },
          { head: 'You wrote', width: 'name' },
          { head: 'What to do', width: 'sentence' },
        ]}
        rows={problems.slice(0, SHOWN).map(({ row, column, value, reason }, index) => ({
          key: String(index),
          cells: [`Row ${row}`, column === '' ? 'The row' : column, value === '' ? 'nothing' : value, reason],
        }))}
      />
      {problems.length > SHOWN ? (
        <p className="govuk-body">These are the first {SHOWN}. The list to download has them all.</p>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/rate-cards/problems/${id}/list.csv`}>
          Download this list (CSV)
        </Anchor>
      </p>
      <ButtonLink href="/council/rate-cards/new">Send the file again</ButtonLink>
    </Page>
  );
}
