import { DateText, Details, MoneyText, Table } from '../components/index.js';
import { machineDate } from '../format/dates.js';
import type { PartAccountFragment, PeriodStatementQuery, StatementDay } from '../generated/graphql.js';
import { partWords } from './how-it-is-held.js';

type Period = NonNullable<PeriodStatementQuery['budget']>['period'];
type Figures = Period['opening'];

function together(figures: Figures): number {
  return figures.leftPence + figures.promisedPence + figures.spentPence;
}

interface FiguresTableProps {
  readonly figures: { readonly opening: Figures; readonly closing: Figures };
  /** Whose figures, where there are several tables of them. */
  readonly of?: string;
}

/** Where the money was at the start and at the end. */
export function FiguresTable({ figures, of }: FiguresTableProps) {
  const rows: readonly [string, (figures: Figures) => number][] = [
    ['Left', ({ leftPence }) => leftPence],
    ['Promised', ({ promisedPence }) => promisedPence],
    ['Spent', ({ spentPence }) => spentPence],
    ['Together', together],
  ];
  const caption = 'Figures at the start and at the end';
  return (
    <Table
      caption={of === undefined ? caption : `${caption}: ${of}`}
      captionClassName="govuk-visually-hidden"
      firstCellIsHeader
      head={[
        { content: 'Where it is' },
        { content: 'At the start', format: 'numeric' },
        { content: 'At the end', format: 'numeric' },
      ]}
      rows={rows.map(([name, pence]) => [
        { content: name },
        { content: <MoneyText pence={pence(figures.opening)} />, format: 'numeric' },
        { content: <MoneyText pence={pence(figures.closing)} />, format: 'numeric' },
      ])}
    />
  );
}

interface StatementLinesProps {
  readonly lines: PartAccountFragment['lines'];
  readonly by: StatementDay;
  /** Names the list. */
  readonly label: string;
}

/** Each line as a sentence, oldest first. */
export function StatementLines({ lines, by, label }: StatementLinesProps) {
  if (lines.length === 0) return <p className="govuk-body">Nothing happened in this time.</p>;
  return (
    <ol className="oc-statement" aria-label={label}>
      {lines.map((line) => (
        <li className="oc-statement-line" key={line.id}>
          <span className="oc-statement-line__day">
            <DateText date={by === 'RECORDED' ? machineDate(line.recordedAt) : line.on} withYear />:
          </span>{' '}
          {line.words}
        </li>
      ))}
    </ol>
  );
}

/** What came in, went back, and moved between the parts. */
export function PartSums({ part }: { readonly part: PartAccountFragment }) {
  return (
    <p className="govuk-body">
      <MoneyText pence={part.cameInPence} /> came in. <MoneyText pence={part.wentBackPence} /> went back.
      {part.movedHerePence > 0 ? (
        <>
          {' '}
          <MoneyText pence={part.movedHerePence} /> came from other parts.
        </>
      ) : null}
      {part.movedAwayPence > 0 ? (
        <>
          {' '}
          <MoneyText pence={part.movedAwayPence} /> went to other parts.
        </>
      ) : null}
    </p>
  );
}

/** Below the one sum, what each part had and what came of it. Nothing for a budget that is held in one way. */
export function PartAccounts({ period, isSelf }: { readonly period: Period; readonly isSelf: boolean }) {
  if (period.parts.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">How the money is held</h2>
      <p className="govuk-body">It is one budget, kept in parts. Together they are the figures above.</p>
      {period.parts.map((part) => {
        const name = partWords(part, isSelf);
        return (
          <section key={part.id} aria-labelledby={`part-${part.id}`}>
            <h3 className="govuk-heading-s" id={`part-${part.id}`}>
              {name}
            </h3>
            <FiguresTable figures={part} of={name} />
            <PartSums part={part} />
            <Details summary={`What happened in this part: ${name}`}>
              <StatementLines lines={part.lines} by={period.by} label={`What happened in this part: ${name}`} />
            </Details>
          </section>
        );
      })}
    </>
  );
}
