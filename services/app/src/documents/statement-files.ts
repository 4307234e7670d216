import { dayWithYear, DocumentBuilder, londonDate } from '@owncourse/kernel/contract';
import { csv } from './csv.js';
import { dayOf, figuresTable, linesTable, partsOfStatement, partWords, pounds } from './part-files.js';
import type { StatementBudget } from './statement-query.js';

type Cell = string | { readonly pence: number };

const byWords = {
  RECORDED: 'Each line stands on the day it was written down.',
  EFFECTIVE: 'Each line stands on the day it was for, such as the day of a visit.',
} as const;

type OwnMoney = StatementBudget['period']['ownMoney'][number];

const ownStates: Readonly<Record<OwnMoney['state'], string>> = {
  AGREED: 'agreed, not owed yet',
  OWED: 'owed to the provider',
  GIVEN_BACK: 'nothing owed',
};

function ownWords({ order, state }: OwnMoney): string {
  return `${order.service.name} with ${order.provider.name}: own money, ${ownStates[state]}`;
}

/**
 * The statement as a table for a spreadsheet; first and last row are the figures before and after. Own money has rows and
 * columns of its own, so that adding up the budget's columns never takes it in.
 */
export function statementCsv({ period }: StatementBudget): string {
  const { opening, closing } = period;
  const rows: Cell[][] = [
    [
      'Day',
      'Written down on',
      'For',
      'What happened',
      'Sum (pounds)',
      'Left after it (pounds)',
      'Own money agreed, not from the budget (pounds)',
      'Own money owed, not from the budget (pounds)',
    ],
    [period.from, '', '', 'Left at the start', '', { pence: opening.leftPence }, '', ''],
    ...period.lines.map((line) => [
      dayOf(line, period.by),
      londonDate(new Date(line.recordedAt)),
      line.on,
      line.words,
      { pence: line.amountPence },
      { pence: line.leftPence },
      '',
      '',
    ]),
    [period.to, '', '', 'Left at the end', '', { pence: closing.leftPence }, '', ''],
    ...period.ownMoney.map((own) => [
      own.onDate,
      '',
      own.onDate,
      ownWords(own),
      '',
      '',
      { pence: own.agreedPence },
      { pence: own.owedPence },
    ]),
  ];
  return csv(period.parts.length === 0 ? rows : besideParts(rows, period));
}

/** Each part has rows and columns of its own too. */
function besideParts(
  [head = [], ...body]: readonly Cell[][],
  { parts, from, to, by }: StatementBudget['period'],
): Cell[][] {
  const blanks = (count: number): Cell[] => Array.from({ length: count }, () => '');
  const row = (first: readonly Cell[], own: readonly Cell[]) => [...first, ...blanks(head.length - 4), ...own];
  return [
    [...head, 'Part of the budget', 'Sum in the part (pounds)', 'Left in the part (pounds)'],
    ...body.map((cells) => [...cells, ...blanks(3)]),
    ...parts.flatMap((part) => {
      const name = partWords(part);
      return [
        row([from, '', '', 'Left at the start'], [name, '', { pence: part.opening.leftPence }]),
        ...part.lines.map((line) =>
          row(
            [dayOf(line, by), londonDate(new Date(line.recordedAt)), line.on, line.words],
            [name, { pence: line.amountPence }, { pence: line.leftPence }],
          ),
        ),
        row([to, '', '', 'Left at the end'], [name, '', { pence: part.closing.leftPence }]),
      ];
    }),
  ];
}

/** The same as a tagged PDF. */
export async function statementPdf(
  budget: StatementBudget,
  how: { readonly largePrint: boolean; readonly at: Date },
): Promise<Buffer> {
  const { period, person, council } = budget;
  const title = `${period.isFinal ? 'Final statement' : 'Statement'} for ${person.name}`;
  const document = await DocumentBuilder.open({
    title,
    author: council.name,
    createdAt: how.at,
    largePrint: how.largePrint,
    footer: `${council.name}, ${council.contactPhone}`,
  });
  document
    .title(title)
    .paragraph(`${dayWithYear(period.from)} to ${dayWithYear(period.to)}. ${byWords[period.by]}`)
    .heading('In short')
    .table(figuresTable(period))
    .paragraph(
      `${pounds(period.cameInPence)} came in and ${pounds(period.wentBackPence)} went back to the council or to ${person.name}.${period.isFinal ? ' The budget is closed: nothing comes after this.' : ''}`,
    )
    .heading('What happened');
  if (period.lines.length === 0) document.paragraph('Nothing happened in this time.');
  else document.table(linesTable(period.lines, period.by));
  partsOfStatement(document, period);
  ownMoneyPart(document, budget);
  return document.finish();
}

/** Under the budget's own figures, with a sum of its own. */
function ownMoneyPart(document: DocumentBuilder, { period, person }: StatementBudget): void {
  if (period.ownMoney.length === 0) return;
  document
    .heading('Own money, apart from the budget')
    .paragraph(
      `What ${person.name} agreed to pay above the council’s price, by the day of the visit. It is in none of the figures above.`,
    )
    .table({
      columns: [
        { heading: 'Day', weight: 1.6 },
        { heading: 'What for', weight: 3 },
        { heading: 'Agreed', weight: 1, align: 'right' },
        { heading: 'Owed', weight: 1, align: 'right' },
      ],
      rows: period.ownMoney.map((own) => [
        dayWithYear(own.onDate),
        ownWords(own),
        pounds(own.agreedPence),
        pounds(own.owedPence),
      ]),
      totals: ['Owed in this time', '', '', pounds(period.ownMoney.reduce((sum, own) => sum + own.owedPence, 0))],
    });
}
