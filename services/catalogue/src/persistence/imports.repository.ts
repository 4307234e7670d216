import { type Queries, statement } from '@owncourse/kernel/contract';
import type { ImportKind } from '../contract/imports.port.js';
import type { RowProblem } from '../domain/file-cells.js';

export interface StagedRow {
  readonly row: number;
  readonly group: string;
  readonly item: string;
  readonly cells: readonly string[];
}

export interface TakenImport {
  readonly kind: ImportKind;
  readonly organisation_id: string | null;
  readonly council_id: string | null;
  readonly is_check: boolean;
  readonly next_row: number;
}

/** A row that waits, with where what it is of begins in the file, and where the same was said before. */
export interface ImportRow {
  readonly line: number;
  readonly group_key: string;
  readonly item_key: string;
  readonly cells: readonly string[];
  readonly first_line: number;
  readonly same_line: number | null;
}

/** Counts of rows. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly notHere: number;
}

export interface ImportJobRow extends ImportCounts {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: 'CHECKING' | 'CHECKED' | 'IMPORTING' | 'DONE';
  readonly rows: number;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly asked_by: string;
}

/** A ward as it was asked for, by name or code, and as a file that we give out says it. */
export interface KnownArea {
  readonly area: string;
  readonly id: string;
  /** "council/code" */
  readonly code: string;
}

export interface FilePriceRow {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly unit: string;
  readonly dayType: string;
  readonly timeBand: string | null;
  readonly ratio: string;
  readonly vatTreatment: string;
  readonly pence: string;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  readonly durationMinutes: number | null;
  readonly position: number;
  readonly onSale: boolean;
}

/** A postcode district, with the area that it is in. */
export interface KnownDistrict {
  readonly outcode: string;
  readonly id: string;
  readonly code: string;
}

export interface FileServiceRow {
  readonly id: string;
  readonly reference: string;
  readonly support_type: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly who_for: readonly string[];
  readonly languages: readonly string[];
  readonly gender_of_worker: string;
  readonly access_needs: readonly string[];
  readonly regulated: boolean;
  readonly areas: readonly string[];
  readonly districts: readonly string[];
  readonly radius_miles: number | null;
  readonly next_available_on: string | null;
  readonly status: string;
  readonly minimum_age: number | null;
  readonly maximum_age: number | null;
  readonly prices: readonly FilePriceRow[];
}

const START = statement('catalogue.start-import', 'select catalogue.start_import($1, $2, $3, $4, $5, $6, $7)');
const ADD_ROWS = statement('catalogue.add-import-rows', 'select catalogue.add_import_rows($1, $2, $3)');
const DROP = statement('catalogue.drop-import', 'select catalogue.drop_import($1)');
const FINISH = statement('catalogue.finish-import', 'select catalogue.finish_import($1, $2, $3, $4) as id');
const BEGIN = statement('catalogue.begin-import', 'select catalogue.begin_import($1, $2, $3, $4)');
const TO_TAKE = statement('catalogue.imports-to-take', 'select id from catalogue.imports_to_take()');
const TAKE = statement('catalogue.take-import', 'select * from catalogue.take_import($1)');
const ROWS = statement('catalogue.import-rows', 'select * from catalogue.import_rows($1, $2, $3)');
const MOVE = statement('catalogue.move-import', 'select catalogue.move_import($1, $2, $3, $4, $5)');
const JOB = `select id, kind, file_name as "fileName", state, row_count as rows, added, changed, unchanged, refused, not_here as "notHere",
    asked_at as "askedAt", ended_at as "endedAt", asked_by from catalogue.import_job where state <> 'READING'`;
const JOBS = statement('catalogue.import-jobs', `${JOB} order by asked_at desc, id desc limit 20`);
const JOB_BY_ID = statement('catalogue.import-job', `${JOB} and id = $1`);
const PROGRESS = statement('catalogue.import-progress', 'select * from catalogue.import_progress($1)');
const PROBLEMS = statement(
  'catalogue.import-problems',
  `select line as row, number, column_name as "column", value, reason from catalogue.import_problem
   where job_id = $1 and (line, number) > ($2, $3) order by line, number limit $4`,
);
const FIRST_PROBLEMS = statement(
  'catalogue.first-import-problems',
  `select p.job_id, p.line as row, p.column_name as "column", p.value, p.reason
   from unnest($1::uuid[]) i (id) cross join lateral (
     select * from catalogue.import_problem x where x.job_id = i.id order by x.line, x.number limit 50) p`,
);
const OPERATOR_PROBLEMS = statement(
  'catalogue.operator-import-problems',
  'select * from catalogue.import_problems($1, $2, $3, $4)',
);
const SERVICES = statement(
  'catalogue.services-for-file',
  'select * from catalogue.services_for_file($1, $2, $3::uuid[])',
);
const SERVICE_IDS = statement('catalogue.service-ids-for-file', 'select * from catalogue.service_ids_for_file($1)');
const STORES = statement('catalogue.stores-for-file', 'select id from catalogue.stores_for_file($1::uuid[])');
const KINDS = statement('catalogue.kinds-for-file', 'select slug, always_regulated from catalogue.kinds_for_file()');
const WARDS = statement(
  'catalogue.wards-for-file',
  `select a.area, w.id, w.council_key || '/' || w.code as code
   from unnest($1::text[]) a (area) join catalogue.ward w
     on lower(a.area) in (lower(w.council_key || '/' || w.code), lower(w.council_key || '/' || w.name), lower(w.name), lower(w.code))`,
);
const DISTRICTS = statement(
  'catalogue.districts-for-file',
  `select d.outcode, w.id, w.council_key || '/' || w.code as code
   from catalogue.postcode_district d join catalogue.ward w on w.id = d.ward_id where d.outcode = any ($1::text[])`,
);
const WITHIN = statement('catalogue.areas-within', 'select miles, areas from catalogue.areas_within($1, $2::int[])');
const WRITE = statement(
  'catalogue.write-file-rows',
  'select service_id, unready from catalogue.write_file_rows($1, $2, $3, $4, $5, $6)',
);
const PLACES = statement('catalogue.stores-of-places', 'select * from catalogue.stores_of_places($1, $2)');
const RATE = statement('catalogue.write-ratings', 'select catalogue.write_ratings($1, $2)');

export const importWrites = {
  start: (
    queries: Queries,
    job: {
      readonly id: string;
      readonly kind: ImportKind;
      readonly organisationId: string | null;
      readonly councilId: string | null;
      readonly fileName: string;
      readonly by: string;
    },
    at: Date,
  ) => queries.query(START, [job.id, job.kind, job.organisationId, job.councilId, job.fileName, job.by, at]),
  addRows: (queries: Queries, id: string, rows: readonly StagedRow[], at: Date) =>
    queries.query(ADD_ROWS, [
      id,
      JSON.stringify(rows.map(({ row, group, item, cells }) => [row, group, item, cells])),
      at,
    ]),
  drop: (queries: Queries, id: string) => queries.query(DROP, [id]),
  async finish(queries: Queries, id: string, hash: string, checkOnly: boolean, at: Date): Promise<string> {
    const [done] = await queries.query<{ id: string }>(FINISH, [id, hash, checkOnly, at]);
    return done?.id ?? id;
  },
  begin: (queries: Queries, id: string, organisationId: string | null, councilId: string | null, at: Date) =>
    queries.query(BEGIN, [id, organisationId, councilId, at]),
  async take(queries: Queries, id: string): Promise<TakenImport | null> {
    return (await queries.query<TakenImport>(TAKE, [id]))[0] ?? null;
  },
  /** @param next the row to go on with; null: there are no more */
  move: (
    queries: Queries,
    id: string,
    next: number | null,
    counts: ImportCounts,
    problems: readonly RowProblem[],
    at: Date,
  ) => {
    const numbered = problems.map((problem, index) => ({ ...problem, line: problem.row, number: index }));
    return queries.query(MOVE, [id, next, JSON.stringify(counts), JSON.stringify(numbered), at]);
  },
  write: (
    queries: Queries,
    own: string,
    rows: {
      readonly services: readonly object[];
      readonly variants: readonly object[];
      readonly references: readonly object[];
    },
    keep: boolean,
    at: Date,
  ) =>
    queries.query<{ service_id: string; unready: string }>(WRITE, [
      own,
      JSON.stringify(rows.services),
      JSON.stringify(rows.variants),
      JSON.stringify(rows.references),
      keep,
      at,
    ]),
  rate: (queries: Queries, ratings: readonly { readonly id: string; readonly rating: string | null }[], at: Date) =>
    queries.query(RATE, [JSON.stringify(ratings), at]),
};

export const importReads = {
  toTake: (queries: Queries) => queries.query<{ id: string }>(TO_TAKE),
  rows: (queries: Queries, id: string, from: number, most: number) => queries.query<ImportRow>(ROWS, [id, from, most]),
  jobs: (queries: Queries) => queries.query<ImportJobRow>(JOBS),
  job: async (queries: Queries, id: string): Promise<ImportJobRow | null> =>
    (await queries.query<ImportJobRow>(JOB_BY_ID, [id]))[0] ?? null,
  progress: (queries: Queries, id: string) => queries.query<ImportJobRow>(PROGRESS, [id]),
  problems: (queries: Queries, id: string, after: readonly [line: number, number: number], most: number) =>
    queries.query<RowProblem & { readonly number: number }>(PROBLEMS, [id, ...after, most]),
  firstProblems: (queries: Queries, ids: readonly string[]) =>
    queries.query<RowProblem & { readonly job_id: string }>(FIRST_PROBLEMS, [ids]),
  operatorProblems: (queries: Queries, id: string, after: readonly [line: number, number: number], most: number) =>
    queries.query<RowProblem & { readonly number: number }>(OPERATOR_PROBLEMS, [id, ...after, most]),
  services: (queries: Queries, own: string, references: readonly string[], ids: readonly string[]) =>
    queries.query<FileServiceRow>(SERVICES, [own, references, ids]),
  serviceIds: (queries: Queries, own: string | null) =>
    queries.query<{ provider_id: string; id: string }>(SERVICE_IDS, [own]),
  stores: (queries: Queries, ids: readonly string[]) => queries.query<{ id: string }>(STORES, [ids]),
  kinds: (queries: Queries) => queries.query<{ slug: string; always_regulated: boolean }>(KINDS),
  wards: (queries: Queries, areas: readonly string[]) => queries.query<KnownArea>(WARDS, [areas]),
  districts: (queries: Queries, outcodes: readonly string[]) => queries.query<KnownDistrict>(DISTRICTS, [outcodes]),
  within: (queries: Queries, own: string, miles: readonly number[]) =>
    queries.query<{ miles: number; areas: readonly string[] }>(WITHIN, [own, miles]),
  places: (queries: Queries, councilId: string | null, places: readonly string[]) =>
    queries.query<{ place: string; provider_id: string; rating: string | null }>(PLACES, [councilId, places]),
};
