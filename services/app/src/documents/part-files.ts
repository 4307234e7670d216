import { dayWithYear, DocumentBuilder, formatPounds, londonDate } from '@owncourse/kernel/contract';
import { csv } from './csv.js';
import type { Figures, StatementBudget, StatementFileLine, StatementFund, StatementPart } from './statement-query.js';

type By = StatementBudget['period']['by'];
type Table = Parameters<DocumentBuilder['table']>[0];

export function pounds(pence: number): string {
  return formatPounds(BigInt(pence));
}

export function dayOf(line: StatementFileLine, by: By): string {
  return by === 'RECORDED' ? londonDate(new Date(line.recordedAt)) : line.on;
}

/** "Paid to Ada Holt", "Held by Marl Vale". */
export function partWords({ route, holderName }: Pick<StatementPart, 'route' | 'holderName'>): string {
  return `${route === 'DIRECT_PAYMENT' ? 'Paid to' : 'Held by'} ${holderName}`;
}

function together(figures: Figures): number {
  return figures.leftPence + figures.promisedPence + figures.spentPence;
}

export function figuresTable({ opening, closing }: { readonly opening: Figures; readonly closing: Figures }): Table {
  return {
    columns: [
      { heading: '', weight: 2 },
      { heading: 'At the start', weight: 1, align: 'right' },
      { heading: 'At the end', weight: 1, align: 'right' },
    ],
    rows: [
      ['Left', pounds(opening.leftPence), pounds(closing.leftPence)],
      ['Promised', pounds(opening.promisedPence), pounds(closing.promisedPence)],
      ['Spent', pounds(opening.spentPence), pounds(closing.spentPence)],
    ],
    totals: ['Together', pounds(together(opening)), pounds(together(closing))],
  };
}

/** What is left has a column, so the words need not say it again. */
export function linesTable(lines: readonly StatementFileLine[], by: By): Table {
  return {
    columns: [
      { heading: 'Day', weight: 1.6 },
      { heading: 'What happened', weight: 4 },
      { heading: 'Left', weight: 1, align: 'right' },
    ],
    rows: lines.map((line) => [
      dayWithYear(dayOf(line, by)),
      line.words.replace(/ You have [^ ]+ left(?: in this part)?\.$/, ''),
      pounds(line.leftPence),
    ]),
  };
}

/** What came in, went back, and moved between the parts, in a sentence or two. */
export function partSums(part: StatementPart): string {
  const moved = [
    ...(part.movedHerePence > 0 ? [`${pounds(part.movedHerePence)} came from other parts.`] : []),
    ...(part.movedAwayPence > 0 ? [`${pounds(part.movedAwayPence)} went to other parts.`] : []),
  ];
  return [`${pounds(part.cameInPence)} came in and ${pounds(part.wentBackPence)} went back.`, ...moved].join(' ');
}

/** Below one sum: an account of each part, and what came back from each. */
export function partsOfStatement(document: DocumentBuilder, { parts, by }: StatementBudget['period']): void {
  if (parts.length === 0) return;
  document
    .heading('How the money is held')
    .paragraph('It is one budget, kept in parts. Each part by itself is below; together they are the figures above.');
  for (const part of parts) accountOf(document, part, partWords(part), by);
}

function accountOf(document: DocumentBuilder, part: StatementPart, heading: string, by: By): void {
  document.heading(heading).table(figuresTable(part)).paragraph(partSums(part));
  if (part.lines.length === 0) document.paragraph('Nothing happened in this time.');
  else document.table(linesTable(part.lines, by));
}

/** A fund as a table for a spreadsheet, as its provider reads it. */
export function fundCsv({ period }: StatementFund, from: string, to: string): string {
  return csv([
    ['Day', 'Written down on', 'What happened', 'Sum (pounds)', 'Left after it (pounds)'],
    [from, '', 'Left at the start', '', { pence: period.opening.leftPence }],
    ...period.lines.map((line) => [
      line.on,
      londonDate(new Date(line.recordedAt)),
      line.words,
      { pence: line.amountPence },
      { pence: line.leftPence },
    ]),
    [to, '', 'Left at the end', '', { pence: period.closing.leftPence }],
  ]);
}

/** The same as a tagged PDF. */
export async function fundPdf(
  { personName, period }: StatementFund,
  how: { readonly from: string; readonly to: string; readonly largePrint: boolean; readonly at: Date },
): Promise<Buffer> {
  const title = `Statement of the money held for ${personName}`;
  const document = await DocumentBuilder.open({
    title,
    author: period.holderName,
    createdAt: how.at,
    largePrint: how.largePrint,
    footer: period.holderName,
  });
  document
    .title(title)
    .paragraph(
      `${dayWithYear(how.from)} to ${dayWithYear(how.to)}, in the days in which ${period.holderName} held it. Each line stands on the day it was for. “You” in the lines is ${personName}.`,
    );
  accountOf(document, period, 'The account', 'EFFECTIVE');
  return document.finish();
}
