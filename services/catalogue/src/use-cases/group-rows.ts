import { isId } from '@owncourse/kernel/contract';
import { type RowProblem, rowProblem } from '../domain/file-cells.js';
import {
  FILE_COLUMNS,
  type FileCells,
  type FilePrice,
  type FileService,
  hasPrice,
  PROVIDER_COLUMN,
  readPrice,
  readService,
  SERVICE_COLUMNS,
} from '../domain/service-file.js';
import type { ImportRow } from '../persistence/imports.repository.js';

interface PriceOfRow {
  readonly row: number;
  /** Null: the row is of a service that has no price. */
  readonly price: FilePrice | null;
}
/** All rows of one service that can be read. */
export interface Group {
  readonly own: string;
  readonly lead: number;
  readonly service: FileService;
  readonly rows: readonly PriceOfRow[];
}

/** What all rows of one service say alike. */
const SAME_COLUMNS = [PROVIDER_COLUMN, ...SERVICE_COLUMNS] as const;

function named(cells: readonly string[]): FileCells {
  return Object.fromEntries(FILE_COLUMNS.map((column, index) => [column, cells[index] ?? ''])) as unknown as FileCells;
}

/** What is wrong with the rows of a batch. */
export class Refusals {
  readonly rows = new Set<number>();
  private readonly problems: RowProblem[] = [];

  add(row: number, column: string, value: string, reason: string): void {
    this.all([rowProblem(row, column, value, reason)]);
  }

  all(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      this.rows.add(problem.row);
      this.problems.push(problem);
    }
  }

  /** Every row of a service that has something wrong in it. */
  group({ lead, rows }: Group, column: string, value: string, reason: string): void {
    this.add(lead, column, value, reason);
    for (const { row } of rows) if (row !== lead) this.with(row, lead);
  }

  with(row: number, lead: number): void {
    this.add(row, SERVICE_COLUMNS[0], '', `Row ${lead} says what is wrong with this service.`);
  }

  inOrder(): readonly RowProblem[] {
    return [...this.problems].sort((left, right) => left.row - right.row);
  }
}

/** Reads the rows of a batch, service by service. */
export class GroupRows {
  /** @param organisationId whose rows they may be; null: whose they say */
  constructor(
    private readonly organisationId: string | null,
    private readonly refusals: Refusals,
  ) {}

  /** Rows of the same service follow each other, and say the same of it. */
  run(rows: readonly ImportRow[]): Group[] {
    const groups: Group[] = [];
    let lead: { line: number; cells: FileCells; service: FileService | null; own: string; rows: PriceOfRow[] } | null =
      null;
    let key: string | null = null;
    for (const row of rows) {
      const cells = named(row.cells);
      if (row.group_key !== key) {
        key = row.group_key;
        lead = null;
        if (row.first_line === row.line) lead = this.leadOf(row.line, cells, groups);
      }
      if (!lead) {
        const reason = `Keep the rows of one service together. Row ${row.first_line} begins it.`;
        this.refusals.add(row.line, SERVICE_COLUMNS[0], cells['service reference'], reason);
        continue;
      }
      const { line, service } = lead;
      if (row.line !== line) {
        const differs = SAME_COLUMNS.find((column) => cells[column] !== lead?.cells[column]);
        if (!service) this.refusals.with(row.line, line);
        else if (differs) this.refusals.add(row.line, differs, cells[differs], `Row ${line} says something else here.`);
        if (!service || differs) continue;
      }
      if (!service) continue;
      if (row.same_line !== null)
        this.refusals.add(row.line, 'price reference', row.item_key, `Row ${row.same_line} has this price already.`);
      else if (!hasPrice(cells)) lead.rows.push({ row: row.line, price: null });
      else {
        const price = readPrice(row.line, cells);
        if ('reference' in price) lead.rows.push({ row: row.line, price });
        else this.refusals.all(price);
      }
    }
    // A service of which no row can be read stays out with them.
    return groups.filter((group) => group.rows.length > 0);
  }

  private leadOf(line: number, cells: FileCells, groups: Group[]) {
    const rows: PriceOfRow[] = [];
    const said = cells[PROVIDER_COLUMN].toLowerCase();
    const own = this.organisationId ?? said;
    const service = readService(line, cells);
    const isTheirs = isId(own) && (said === '' || said === own);
    if (!isTheirs) {
      const reason =
        this.organisationId === null
          ? 'Write the number of the provider.'
          : 'This row is of another provider. Send your own only.';
      this.refusals.add(line, PROVIDER_COLUMN, said, reason);
    }
    if (!('reference' in service)) this.refusals.all(service);
    if (!isTheirs || !('reference' in service)) return { line, cells, service: null, own, rows };
    groups.push({ own, lead: line, service, rows });
    return { line, cells, service, own, rows };
  }
}
