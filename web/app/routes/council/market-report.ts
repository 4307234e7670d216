import type { RouterContextProvider } from 'react-router';
import { MarketDocument, type MarketQuery, type ReportGrouping } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { todayOf } from '../../work/access.js';
import { dayFields, dayInAddress } from '../../work/form-dates.js';
import { isRefused, notDone, putRight, type FormValues, type NotDone } from '../../work/refusal.js';

export type Report = Extract<MarketQuery['marketReport'], { readonly rows: unknown }>;

/** What a report is about, as its address says it. */
export interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly groupBy: ReportGrouping;
}

export const groupings: Readonly<
  Record<ReportGrouping, { readonly choice: string; readonly column: string; readonly title: string }>
> = {
  SUPPORT_TYPE: { choice: 'Kind of support', column: 'Kind of support', title: 'What people buy' },
  WARD: { choice: 'Area', column: 'Area', title: 'Where people live who buy' },
  MONTH: { choice: 'Month', column: 'Month', title: 'When people had support' },
};

function isGrouping(text: string | null): text is ReportGrouping {
  return text !== null && text in groupings;
}

export function reportQuery({ from, to, groupBy }: Wanted): string {
  return new URLSearchParams({ from, to, groupBy }).toString();
}

export type AskedReport =
  | { readonly report: Report; readonly wanted: Wanted; readonly fields: FormValues; readonly problem: null }
  | { readonly report: null; readonly wanted: null; readonly fields: FormValues; readonly problem: NotDone };

/** The report that the address asks for; the last twelve months by kind of support unless it says otherwise. */
export async function askedReport(asked: {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}): Promise<AskedReport> {
  const address = new URL(asked.request.url).searchParams;
  const today = todayOf(asked.context);
  const [from, to] = [dayInAddress(address, 'from', addDays(today, -364)), dayInAddress(address, 'to', today)];
  const grouping = address.get('groupBy');
  const groupBy = isGrouping(grouping) ? grouping : 'SUPPORT_TYPE';
  if (from === null || to === null) {
    const message = 'Enter a day that is in the calendar, such as 1 4 2026';
    const problems = [...(from === null ? ['from'] : []), ...(to === null ? ['to'] : [])].map((field) => ({
      field,
      message,
    }));
    return { report: null, wanted: null, fields: Object.fromEntries(address), problem: putRight(problems, {}).data };
  }
  const wanted = { from, to, groupBy };
  const fields = { ...dayFields(from, 'from'), ...dayFields(to, 'to'), groupBy };
  const { marketReport } = await callGraphql(asked, MarketDocument, { input: wanted });
  if (isRefused(marketReport)) return { report: null, wanted: null, fields, problem: notDone(marketReport).data };
  return { report: marketReport, wanted, fields, problem: null };
}

/** Instead of figures about too few people. */
export const keptBack = 'Fewer than 5 people';

/** A cell that a spreadsheet reads as text, never as a formula. */
function csvText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Pence as plain pounds for a spreadsheet: 120460 → "1204.60". */
function csvPounds(pence: number): string {
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The report’s rows as CSV; what is kept back says so. */
export function reportCsv(report: Report, column: string): string {
  const lines = report.rows.map(({ label, spendPence, orders, people, suppressed }) =>
    suppressed || spendPence === null || orders === null || people === null
      ? [csvText(label), ...Array<string>(3).fill(csvText(keptBack))]
      : [csvText(label), csvPounds(spendPence), String(orders), String(people)],
  );
  const head = [column, 'Spent (pounds)', 'Orders', 'People'].map(csvText);
  // Spreadsheets read UTF-8 only with the mark in front.
  return `\uFEFF${[head, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}
