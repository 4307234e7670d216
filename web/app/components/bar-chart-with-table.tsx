import { useId, type ReactNode } from 'react';
import { ScrollingTable, type TableCell } from './govuk/table.js';
import { Anchor } from './govuk/shared.js';
import { Details } from './govuk/text-parts.js';

export interface ChartRow {
  readonly label: string;
  /** Where the rows behind the figure are. */
  readonly href?: string | undefined;
  /** Null where the figure is kept back because too few people stand behind it. */
  readonly value: number | null;
  /** The value as people read it, such as "£1,204.60". */
  readonly words: string;
  /** Further cells of the table, in the order of `columns`. */
  readonly cells?: readonly ReactNode[] | undefined;
}

export interface BarChartWithTableProps {
  readonly title: string;
  readonly headingLevel?: 2 | 3 | undefined;
  /** One sentence that says what the chart shows. */
  readonly summary?: ReactNode;
  /** Head of the label column, head of the value column, heads of further columns. */
  readonly columns: readonly [label: string, value: string, ...more: string[]];
  readonly rows: readonly ChartRow[];
}

const keptBack = 'Fewer than 5 people';

/** Length of each bar in hundredths of the longest. */
export function barLengths(values: readonly (number | null)[]): readonly number[] {
  const longest = Math.max(0, ...values.map((value) => value ?? 0));
  return values.map((value) =>
    value === null || value <= 0 || longest === 0 ? 0 : Math.max(0.5, (value / longest) * 100),
  );
}

function tableRow(row: ChartRow): readonly TableCell[] {
  return [
    {
      content: row.href ? (
        <Anchor className="govuk-link" href={row.href}>
          {row.label}
        </Anchor>
      ) : (
        row.label
      ),
    },
    { content: row.value === null ? keptBack : row.words, format: 'numeric' },
    ...(row.cells ?? []).map((content): TableCell => ({ content, format: 'numeric' })),
  ];
}

/** Figures drawn as bars with each number beside its bar, and the same figures as a table. */
export function BarChartWithTable({ title, headingLevel = 2, summary, columns, rows }: BarChartWithTableProps) {
  const id = useId();
  const Title = `h${headingLevel}` as const;
  const lengths = barLengths(rows.map((row) => row.value));
  return (
    <section className="oc-chart" aria-labelledby={`${id}-title`}>
      <Title className="govuk-heading-m" id={`${id}-title`}>
        {title}
      </Title>
      {summary ? <p className="govuk-body">{summary}</p> : null}
      <ul className="oc-chart__bars">
        {rows.map((row, index) => (
          <li key={row.label} className="oc-chart__row">
            <span className="oc-chart__label">
              {row.href ? (
                <Anchor className="govuk-link" href={row.href}>
                  {row.label}
                </Anchor>
              ) : (
                row.label
              )}
            </span>
            <svg className="oc-chart__drawing" width="100%" height="22" aria-hidden="true" focusable="false">
              <rect x="0" y="0" width={`${lengths[index] ?? 0}%`} height="22" rx="3" className="oc-chart__bar" />
            </svg>
            <span className="oc-chart__words oc-money">{row.value === null ? keptBack : row.words}</span>
          </li>
        ))}
      </ul>
      <Details summary="See these figures as a table">
        <ScrollingTable
          label={`${title}, as a table`}
          head={columns.map((content, index): TableCell =>
            index === 0 ? { content } : { content, format: 'numeric' },
          )}
          rows={rows.map(tableRow)}
          firstCellIsHeader
        />
      </Details>
    </section>
  );
}
