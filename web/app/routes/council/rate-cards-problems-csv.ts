import { RateFileProblemsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/rate-cards-problems-csv.js';
import { csvFile } from './rate-card-file.js';

/** A cell that a spreadsheet reads as text, never as a formula. */
function cell(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** What is wrong with a file, as a file; no page of its own. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const id = params.problemsId;
  const { rateFileProblems } = await callGraphql({ context, request }, RateFileProblemsDocument, { id });
  const lines = (rateFileProblems?.problems ?? []).map(({ row, column, value, reason }) =>
    [String(row), ...[column, value, reason].map(cell)].join(','),
  );
  const csv = `\uFEFF${['row,column,value,reason', ...lines].join('\r\n')}\r\n`;
  return csvFile(rateFileProblems === null ? null : csv, 'things-to-put-right');
}
