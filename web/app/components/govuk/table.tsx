import type { ReactNode } from 'react';
import { classNames, type SomeAttributes } from './shared.js';

export interface TableCell {
  readonly content: ReactNode;
  readonly format?: 'numeric' | undefined;
  readonly className?: string | undefined;
  readonly colSpan?: number | undefined;
  readonly rowSpan?: number | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface TableProps {
  readonly caption?: ReactNode;
  readonly captionClassName?: string | undefined;
  readonly head?: readonly TableCell[] | undefined;
  readonly rows: readonly (readonly TableCell[])[];
  readonly firstCellIsHeader?: boolean | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** Figures or facts in rows and columns. Put it in `ScrollingTable` when it may be wider than a phone. */
export function Table({ caption, captionClassName, head, rows, firstCellIsHeader, className, attributes }: TableProps) {
  return (
    <table className={classNames('govuk-table', className)} {...attributes}>
      {caption ? <caption className={classNames('govuk-table__caption', captionClassName)}>{caption}</caption> : null}
      {head ? (
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {head.map((cell, index) => (
              <th
                key={index}
                scope="col"
                className={classNames(
                  'govuk-table__header',
                  cell.format && `govuk-table__header--${cell.format}`,
                  cell.className,
                )}
                colSpan={cell.colSpan}
                rowSpan={cell.rowSpan}
                {...cell.attributes}
              >
                {cell.content}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody className="govuk-table__body">
        {rows.map((row, rowIndex) => (
          <tr className="govuk-table__row" key={rowIndex}>
            {row.map((cell, index) =>
              index === 0 && firstCellIsHeader ? (
                <th
                  key={index}
                  scope="row"
                  className={classNames('govuk-table__header', cell.className)}
                  colSpan={cell.colSpan}
                  rowSpan={cell.rowSpan}
                  {...cell.attributes}
                >
                  {cell.content}
                </th>
              ) : (
                <td
                  key={index}
                  className={classNames(
                    'govuk-table__cell',
                    cell.format && `govuk-table__cell--${cell.format}`,
                    cell.className,
                  )}
                  colSpan={cell.colSpan}
                  rowSpan={cell.rowSpan}
                  {...cell.attributes}
                >
                  {cell.content}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lets a wide table scroll sideways inside itself, with the keyboard too, instead of widening the page. */
export function ScrollingTable({ label, ...table }: TableProps & { readonly label: string }) {
  return (
    <div className="oc-scrolling-table" role="region" aria-label={label} tabIndex={0}>
      <Table {...table} />
    </div>
  );
}
