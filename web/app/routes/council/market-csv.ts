import { data } from 'react-router';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/market-csv.js';
import { askedReport, groupings, reportCsv } from './market-report.js';

/** The report as a file; no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'COMMISSIONER');
  const { report, wanted } = await askedReport({ context, request });
  if (report === null) throw data(null, { status: 404 });
  const { from, to, groupBy } = wanted;
  return new Response(reportCsv(report, groupings[groupBy].column), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="market-${groupBy.toLowerCase().replace('_', '-')}-${from}-to-${to}.csv"`,
    },
  });
}
