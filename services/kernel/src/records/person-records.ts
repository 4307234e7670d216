import type { Statement } from '../postgres/statement.js';

/** One row: by the names of its columns in SQL. */
export type RecordRow = Readonly<Record<string, unknown>>;

/** One kind of record that a room holds about a person, as they may take it home. */
export interface RecordPart {
  /** The files' name, without its ending: "orders". No two parts have the same. */
  readonly name: string;
  /** In plain words, as a heading has it. */
  readonly title: string;
  /** One or two short sentences: what is in it. */
  readonly about: string;
  /** The tables whose rows about the person are in it, with their schema. */
  readonly tables: readonly string[];
  /** Column of the query → its heading in words, in the order of the file. One that ends in `_pence` is money. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that hold codes such as AWAITING_APPROVAL; people read them as words. */
  readonly codes?: readonly string[];
  /**
   * Rows of `kernel.scope_person()` alone, in an order of its own. It runs as the person and nobody else: no mandates, no
   * organisation, no council. $1, where it is used, is the moment of the download.
   */
  readonly query: Statement;
  /** Makes of a row of the query what the columns name, where SQL cannot. */
  readonly shaped?: (row: RecordRow) => RecordRow;
  /** Files that belong to rows, such as photos of receipts. */
  readonly files?: RecordFiles;
}

export interface RecordFiles {
  /** Column with the file's name and its folder; null where a row's file is too much for the download. */
  readonly column: string;
  /** $1 the row's `id`; one row with `content`. */
  readonly content: Statement;
}

/** What a room holds about the person who asks, for them alone (docs/adr/0054). */
export interface PersonRecords {
  /** Heading of its parts, in plain words: "Your support". */
  readonly title: string;
  readonly parts: readonly RecordPart[];
  /** Each other table of the room, with its schema, and why nothing of it is in the download. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/** The name of whoever did something, as the product shows it. @param id an SQL expression: a column with a person's id */
export function nameInSql(id: string): string {
  return `(select n.name from identity.person_names(array[${id}]) n)`;
}

/** The name of a provider. @param id an SQL expression: a column with a provider's id */
export function providerNameInSql(id: string): string {
  return `(select p.name from catalogue.provider_names(array[${id}]) p)`;
}

/** A join that gives `n.service_name` and `n.provider_name`. @param id an SQL expression: a column with a service's id */
export function serviceNamesInSql(id: string): string {
  return `left join lateral catalogue.service_names(array[${id}]) n on true`;
}

/** Tables that are left out for the same reason. */
export function because(reason: string, tables: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tables.map((table) => [table, reason]));
}
