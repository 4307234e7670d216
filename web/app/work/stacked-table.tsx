import type { ReactNode } from 'react';

export interface StackedColumn {
  readonly head: string;
  readonly isNumeric?: boolean | undefined;
  /** "name" may wrap anywhere and keeps its room; "short" never wraps; "sentence" is wide. */
  readonly width?: 'name' | 'short' | 'sentence' | undefined;
}

export interface StackedRow {
  readonly key: string;
  /** In the order of the columns; the first names the row. */
  readonly cells: readonly ReactNode[];
}

export interface StackedTableProps {
  /** Names the table for people who do not see where it stands. */
  readonly label: string;
  readonly columns: readonly StackedColumn[];
  readonly rows: readonly StackedRow[];
  /** A last row, such as the sum; in the order of the columns. */
  readonly foot?: readonly ReactNode[] | undefined;
}

function cellClass({ isNumeric, width }: StackedColumn): string {
  return `govuk-table__cell${isNumeric ? ' govuk-table__cell--numeric' : ''} oc-stacked__cell--${width ?? 'usual'}`;
}

function Row({ columns, cells }: { readonly columns: readonly StackedColumn[]; readonly cells: readonly ReactNode[] }) {
  // Written out, because on a phone the rows are laid out as a list and would lose their meaning.
  return (
    <tr className="govuk-table__row oc-stacked__row" role="row">
      {columns.map((column, index) =>
        index === 0 ? (
          <th
            key={column.head}
            scope="row"
            role="rowheader"
            className={`govuk-table__header oc-stacked__cell--${column.width ?? 'usual'}`}
          >
            {cells[index]}
          </th>
        ) : (
          <td key={column.head} role="cell" data-label={column.head} className={cellClass(column)}>
            {cells[index] === '' ? null : <span>{cells[index]}</span>}
          </td>
        ),
      )}
    </tr>
  );
}

/** A table of figures that becomes a list, one block a row, where the page is narrow. */
export function StackedTable({ label, columns, rows, foot }: StackedTableProps) {
  return (
    <table className="govuk-table oc-stacked" role="table" aria-label={label}>
      <thead className="govuk-table__head oc-stacked__head" role="rowgroup">
        <tr className="govuk-table__row" role="row">
          {columns.map(({ head, isNumeric }) => (
            <th
              key={head}
              scope="col"
              role="columnheader"
              className={isNumeric ? 'govuk-table__header govuk-table__header--numeric' : 'govuk-table__header'}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body" role="rowgroup">
        {rows.map(({ key, cells }) => (
          <Row key={key} columns={columns} cells={cells} />
        ))}
      </tbody>
      {foot ? (
        <tfoot role="rowgroup" className="oc-stacked__foot">
          <Row columns={columns} cells={foot} />
        </tfoot>
      ) : null}
    </table>
  );
}
