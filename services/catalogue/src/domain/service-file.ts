import { formatQuantity, outcodeOf, parseQuantity, readPounds, writePounds } from '@owncourse/kernel/contract';
import type { OwnServiceInput, OwnVariantInput } from '../contract/stores.port.js';
import type { DayTypeName, PriceUnitName, PublishingStatus, VatTreatmentName } from '../contract/words.js';
import {
  cellOf,
  readDayCell,
  readList,
  readWhole,
  readWord,
  readYes,
  type RowProblem,
  rowProblem,
  writeList,
  writeWord,
} from './file-cells.js';
import { serviceProblems, variantProblems } from './store-problems.js';

/** Of a service; the same in each of its rows. */
export const SERVICE_COLUMNS = [
  'service reference',
  'support type',
  'service',
  'summary',
  'description',
  'who for',
  'languages',
  'worker',
  'access needs',
  'regulated',
  'areas',
  'districts',
  'miles',
  'youngest',
  'oldest',
  'next free',
  'status',
] as const;
/** Of one price; a row without any of them is a service that has no price yet. */
export const PRICE_COLUMNS = [
  'price reference',
  'price name',
  'unit',
  'day',
  'time',
  'workers',
  'vat',
  'price',
  'least',
  'usual',
  'minutes',
  'on sale',
] as const;
/** Only in files of more than one provider. */
export const PROVIDER_COLUMN = 'provider';
export const FILE_COLUMNS = [PROVIDER_COLUMN, ...SERVICE_COLUMNS, ...PRICE_COLUMNS] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];
export type FileCells = Readonly<Record<FileColumn, string>>;

const UNITS: readonly PriceUnitName[] = [
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
  'MONTH',
  'YEAR',
  'MILE',
  'ITEM',
];
const DAY_TYPES: readonly DayTypeName[] = ['WEEKDAY', 'SATURDAY', 'SUNDAY', 'BANK_HOLIDAY'];
const VAT_TREATMENTS: readonly VatTreatmentName[] = ['EXEMPT', 'STANDARD', 'ZERO', 'OUTSIDE_SCOPE'];
const STATUSES: readonly PublishingStatus[] = ['DRAFT', 'PUBLISHED', 'RETIRED'];
/** An empty cell leaves what is there; these take it away. */
const NO_LIMIT = 'any';
const NO_DISTRICTS = 'none';
const LONGEST_REFERENCE = 100;
/** Stands for what is checked elsewhere, where an id is asked for. */
const SOME_ID = '00000000-0000-7000-8000-000000000000';

/** An age that is undefined is as it is; of a new one there is none. */
export type FileServiceInput = Omit<
  OwnServiceInput,
  'id' | 'newId' | 'wardIds' | 'districts' | 'minimumAge' | 'maximumAge'
> & {
  readonly minimumAge: number | null | undefined;
  readonly maximumAge: number | null | undefined;
};
/** A service as a file says it. */
export interface FileService {
  readonly reference: string;
  readonly input: FileServiceInput;
  /** "council/ward code", in the order of a file. */
  readonly areas: readonly string[];
  /** Postcode districts, in the order of a file. Undefined: as they are; of a new one none. */
  readonly districts: readonly string[] | undefined;
  /** Null: as it is; of a new one a draft. */
  readonly status: PublishingStatus | null;
}

export type FilePriceInput = Omit<OwnVariantInput, 'id' | 'newId' | 'serviceId'>;
export interface FilePrice {
  readonly reference: string;
  readonly input: FilePriceInput;
}

/** Which column a field of the forms is. */
const COLUMN_OF: Readonly<Record<string, FileColumn>> = {
  supportTypeSlug: 'support type',
  name: 'service',
  summary: 'summary',
  description: 'description',
  whoFor: 'who for',
  languages: 'languages',
  genderOfWorker: 'worker',
  accessNeeds: 'access needs',
  wardIds: 'areas',
  districts: 'districts',
  minimumAge: 'youngest',
  maximumAge: 'oldest',
  radiusMiles: 'miles',
  nextAvailableOn: 'next free',
  publicPricePence: 'price',
  timeBand: 'time',
  ratio: 'workers',
  minimumQuantity: 'least',
  typicalQuantity: 'usual',
  durationMinutes: 'minutes',
};

export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

class Row {
  readonly problems: RowProblem[] = [];
  constructor(
    readonly row: number,
    readonly cells: FileCells,
  ) {}

  wrong(column: FileColumn, reason: string): void {
    // One reason for each cell: the first says what the others follow from.
    if (this.problems.some((problem) => problem.column === column)) return;
    this.problems.push(rowProblem(this.row, column, this.cells[column], reason));
  }

  /** What a cell says, or null after saying what is wrong with it. */
  read<Value>(column: FileColumn, value: Value | null, reason: string): Value | null {
    if (value === null) this.wrong(column, reason);
    return value;
  }

  /** Whole years; "any": no limit. */
  age(column: FileColumn): number | null | undefined {
    const cell = this.cells[column];
    if (cell === '') return undefined;
    if (readWord([NO_LIMIT], cell) !== null) return null;
    return this.read(column, readWhole(cell), 'Give an age in whole years, such as 18, or write any.');
  }

  reference(column: FileColumn, missing: string): string {
    const reference = this.cells[column];
    if (reference === '') this.wrong(column, missing);
    if (reference.length > LONGEST_REFERENCE) this.wrong(column, `Use ${LONGEST_REFERENCE} letters or fewer.`);
    return reference;
  }
}

/** The service of a row, or what is wrong with it: what its form would say, by column. */
export function readService(number: number, cells: FileCells): FileService | readonly RowProblem[] {
  const row = new Row(number, cells);
  const reference = row.reference('service reference', 'Give each service a short name or number of your own.');
  const miles = cells.miles === '' ? null : row.read('miles', readWhole(cells.miles), 'Give whole miles, such as 10.');
  const free =
    cells['next free'] === ''
      ? null
      : row.read('next free', readDayCell(cells['next free']), 'Give a day, such as 2027-05-03 or 3/5/2027.');
  const regulated =
    cells.regulated === '' ? false : row.read('regulated', readYes(cells.regulated), 'Write yes or no.');
  const status =
    cells.status === ''
      ? null
      : row.read('status', readWord(STATUSES, cells.status), 'Write draft, published or retired.');
  const worker = readWord(['any', 'women-available', 'men-available'], cells.worker === '' ? 'any' : cells.worker);
  const input: FileServiceInput = {
    supportTypeSlug: cells['support type'].toLowerCase(),
    name: cellOf(cells.service),
    summary: cellOf(cells.summary),
    description: cellOf(cells.description),
    whoFor: readList(cells['who for']),
    languages: readList(cells.languages),
    genderOfWorker: row.read('worker', worker, 'Write any, women available or men available.') ?? 'any',
    accessNeeds: readList(cells['access needs']),
    regulatedActivity: regulated ?? false,
    radiusMiles: miles,
    minimumAge: row.age('youngest'),
    maximumAge: row.age('oldest'),
    nextAvailableOn: free,
  };
  const areas = [...new Set(readList(cells.areas))].sort(compareTexts);
  const districts = readDistricts(cells.districts);
  const wardIds = areas.map(() => SOME_ID);
  for (const { field, message } of serviceProblems({
    ...input,
    minimumAge: input.minimumAge ?? null,
    maximumAge: input.maximumAge ?? null,
    wardIds,
    districts: districts ?? null,
    id: null,
  }))
    row.wrong(COLUMN_OF[field] ?? 'service reference', message);
  return row.problems.length > 0 ? row.problems : { reference, input, areas, districts, status };
}

/** "MB1 | MB2"; undefined for an empty cell. */
function readDistricts(cell: string): readonly string[] | undefined {
  if (cell === '') return undefined;
  if (readWord([NO_DISTRICTS], cell) !== null) return [];
  // What is like no postcode stays as it is written, so that it is named so.
  const districts = readList(cell).map((text) => {
    const outcode = outcodeOf(text) ?? '';
    return /^[A-Z]{1,2}\d/.test(outcode) ? outcode : text;
  });
  return [...new Set(districts)].sort(compareTexts);
}

export function hasPrice(cells: FileCells): boolean {
  return PRICE_COLUMNS.some((column) => cells[column] !== '');
}

function decimal(cell: string): string {
  try {
    return formatQuantity(parseQuantity(cell));
  } catch {
    return cell;
  }
}

/** The price of a row, or what is wrong with it. */
export function readPrice(number: number, cells: FileCells): FilePrice | readonly RowProblem[] {
  const row = new Row(number, cells);
  const reference = row.reference('price reference', 'Give each price a short name or number of your own.');
  const unit = row.read('unit', readWord(UNITS, cells.unit), `Write one of: ${UNITS.map(writeWord).join(', ')}.`);
  const dayType = row.read(
    'day',
    cells.day === '' ? 'WEEKDAY' : readWord(DAY_TYPES, cells.day),
    `Write one of: ${DAY_TYPES.map(writeWord).join(', ')}.`,
  );
  const band = readWord(['day', 'evening', 'night'], cells.time);
  if (cells.time !== '' && band === null) row.wrong('time', 'Write day, evening or night, or leave it empty.');
  const ratio = cells.workers === '' ? '1:1' : readWord(['1:1', '2:1', 'group'], cells.workers);
  row.read('workers', ratio, 'Write 1:1, 2:1 or group.');
  const vat = row.read(
    'vat',
    readWord(VAT_TREATMENTS, cells.vat),
    `Write one of: ${VAT_TREATMENTS.map(writeWord).join(', ')}.`,
  );
  const pence = row.read('price', readPounds(cells.price), 'Write pounds and pence, such as 24.10.');
  const minutes =
    cells.minutes === '' ? null : row.read('minutes', readWhole(cells.minutes), 'Give whole minutes, such as 60.');
  const onSale = cells['on sale'] === '' ? true : row.read('on sale', readYes(cells['on sale']), 'Write yes or no.');
  const least = decimal(cells.least === '' ? '1' : cells.least);
  const input: FilePriceInput = {
    name: cellOf(cells['price name']),
    unit: unit ?? 'HOUR',
    dayType: dayType ?? 'WEEKDAY',
    timeBand: band,
    ratio: ratio ?? '1:1',
    vatTreatment: vat ?? 'EXEMPT',
    publicUnitPricePence: pence ?? 0n,
    minimumQuantity: least,
    typicalQuantity: cells.usual === '' ? least : decimal(cells.usual),
    durationMinutes: minutes,
    onSale: onSale ?? true,
  };
  for (const { field, message } of variantProblems({ ...input, id: null, serviceId: SOME_ID }))
    row.wrong(field === 'name' ? 'price name' : (COLUMN_OF[field] ?? 'price reference'), message);
  return row.problems.length > 0 ? row.problems : { reference, input };
}

/** The cells of SERVICE_COLUMNS. Two services are the same when these are. */
export function serviceCells({ reference, input, areas, districts, status }: FileService): readonly string[] {
  return [
    cellOf(reference),
    input.supportTypeSlug,
    cellOf(input.name),
    cellOf(input.summary),
    cellOf(input.description),
    writeList(input.whoFor),
    writeList(input.languages),
    writeWord(input.genderOfWorker).replaceAll('-', ' '),
    writeList(input.accessNeeds),
    input.regulatedActivity ? 'yes' : 'no',
    areas.join(' | '),
    districts && districts.length > 0 ? districts.join(' | ') : NO_DISTRICTS,
    input.radiusMiles?.toString() ?? '',
    input.minimumAge?.toString() ?? NO_LIMIT,
    input.maximumAge?.toString() ?? NO_LIMIT,
    input.nextAvailableOn ?? '',
    (status ?? 'DRAFT').toLowerCase(),
  ];
}

/** The cells of PRICE_COLUMNS; without a price all of them empty. */
export function priceCells(price: FilePrice | null): readonly string[] {
  if (price === null) return PRICE_COLUMNS.map(() => '');
  const { reference, input } = price;
  return [
    cellOf(reference),
    cellOf(input.name),
    writeWord(input.unit),
    writeWord(input.dayType),
    input.timeBand ?? '',
    input.ratio,
    writeWord(input.vatTreatment),
    writePounds(input.publicUnitPricePence),
    decimal(input.minimumQuantity),
    decimal(input.typicalQuantity),
    input.durationMinutes?.toString() ?? '',
    input.onSale ? 'yes' : 'no',
  ];
}
