import { isId, type IdSource, type Queries } from '@owncourse/kernel/contract';
import { type RowProblem, rowProblem } from '../domain/file-cells.js';
import {
  FILE_COLUMNS,
  type FileCells,
  type FilePrice,
  type FileService,
  hasPrice,
  priceCells,
  PROVIDER_COLUMN,
  readPrice,
  readService,
  SERVICE_COLUMNS,
  serviceCells,
} from '../domain/service-file.js';
import {
  type FileServiceRow,
  importReads,
  importWrites,
  type ImportCounts,
  type ImportRow,
} from '../persistence/imports.repository.js';
import { knownPrice, knownService } from './file-rows.js';

export interface Outcome {
  readonly counts: ImportCounts;
  readonly problems: readonly RowProblem[];
}

interface PriceOfRow {
  readonly row: number;
  /** Null: the row is of a service that has no price. */
  readonly price: FilePrice | null;
}
/** All rows of one service that can be read. */
interface Group {
  readonly own: string;
  readonly lead: number;
  readonly service: FileService;
  readonly rows: readonly PriceOfRow[];
}

interface Planned {
  readonly group: Group;
  readonly id: string;
  readonly services: readonly object[];
  readonly variants: readonly object[];
  readonly references: readonly object[];
  readonly added: number;
  readonly changed: number;
}

const UNREADY: Readonly<Record<string, readonly [column: string, reason: string]>> = {
  NO_PRICE: ['price', 'It needs a price that is on sale before it can be on show.'],
  NO_AREA: ['areas', 'Say where you do this first. Give one area or more, or miles.'],
  NOT_REGISTERED: [
    'status',
    'The law asks you to be registered with the Care Quality Commission for this. Add your CQC location number to your store first.',
  ],
};

/** What all rows of one service say alike. */
const SAME_COLUMNS = [PROVIDER_COLUMN, ...SERVICE_COLUMNS] as const;

function named(cells: readonly string[]): FileCells {
  return Object.fromEntries(FILE_COLUMNS.map((column, index) => [column, cells[index] ?? ''])) as unknown as FileCells;
}

/** Takes one batch of rows of services and prices into the catalogue; only what differs is written. */
export class TakeServices {
  private readonly problems: RowProblem[] = [];
  private readonly refused = new Set<number>();
  private counts = { added: 0, changed: 0, unchanged: 0 };

  /** @param organisationId whose rows they may be; null: whose they say */
  constructor(
    private readonly queries: Queries,
    private readonly ids: IdSource,
    private readonly organisationId: string | null,
    private readonly keep: boolean,
    private readonly at: Date,
  ) {}

  async run(rows: readonly ImportRow[]): Promise<Outcome> {
    const groups = this.groups(rows);
    const owners = [...new Set(groups.map((group) => group.own))];
    const stores = new Set((await importReads.stores(this.queries, owners)).map((store) => store.id));
    for (const own of owners) {
      const ownGroups = groups.filter((group) => group.own === own);
      if (stores.has(own)) await this.takeOf(own, ownGroups);
      else for (const group of ownGroups) this.refuseGroup(group, PROVIDER_COLUMN, own, 'There is no such provider.');
    }
    const problems = [...this.problems].sort((left, right) => left.row - right.row);
    return { counts: { ...this.counts, refused: this.refused.size, notHere: 0 }, problems };
  }

  private refuse(row: number, column: string, value: string, reason: string): void {
    this.refused.add(row);
    this.problems.push(rowProblem(row, column, value, reason));
  }

  private refuseAll(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      this.refused.add(problem.row);
      this.problems.push(problem);
    }
  }

  private refuseGroup({ lead, rows }: Group, column: string, value: string, reason: string): void {
    this.refuse(lead, column, value, reason);
    for (const { row } of rows) if (row !== lead) this.refuseWith(row, lead);
  }

  private refuseWith(row: number, lead: number): void {
    this.refuse(row, SERVICE_COLUMNS[0], '', `Row ${lead} says what is wrong with this service.`);
  }

  /** Rows of the same service follow each other, and say the same of it. */
  private groups(rows: readonly ImportRow[]): Group[] {
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
        this.refuse(row.line, SERVICE_COLUMNS[0], cells['service reference'], reason);
        continue;
      }
      const { line, service } = lead;
      if (row.line !== line) {
        const differs = SAME_COLUMNS.find((column) => cells[column] !== lead?.cells[column]);
        if (!service) this.refuseWith(row.line, line);
        else if (differs) this.refuse(row.line, differs, cells[differs], `Row ${line} says something else here.`);
        if (!service || differs) continue;
      }
      if (!service) continue;
      if (row.same_line !== null)
        this.refuse(row.line, 'price reference', row.item_key, `Row ${row.same_line} has this price already.`);
      else if (!hasPrice(cells)) lead.rows.push({ row: row.line, price: null });
      else {
        const price = readPrice(row.line, cells);
        if ('reference' in price) lead.rows.push({ row: row.line, price });
        else this.refuseAll(price);
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
      this.refuse(line, PROVIDER_COLUMN, said, reason);
    }
    if (!('reference' in service)) this.refuseAll(service);
    if (!isTheirs || !('reference' in service)) return { line, cells, service: null, own, rows };
    groups.push({ own, lead: line, service, rows });
    return { line, cells, service, own, rows };
  }

  private async takeOf(own: string, groups: readonly Group[]): Promise<void> {
    const references = groups.map((group) => group.service.reference);
    const [found, kinds, wards, within] = await Promise.all([
      importReads.services(this.queries, own, references, references.filter(isId)),
      importReads.kinds(this.queries),
      importReads.wards(this.queries, [...new Set(groups.flatMap((group) => group.service.areas))]),
      importReads.within(this.queries, own, [
        ...new Set(groups.flatMap(({ service: { input } }) => input.radiusMiles ?? [])),
      ]),
    ]);
    const wardIds = new Map(wards.map((ward) => [ward.area, ward.id]));
    const near = new Map(within.map(({ miles, areas }) => [miles, areas]));
    // Areas by miles are in no file, so that their ids are asked for apart.
    for (const { area, id } of await importReads.wards(this.queries, [...new Set(within.flatMap((one) => one.areas))]))
      wardIds.set(area, id);
    const byReference = new Map(found.map((service) => [service.reference, service]));
    const always = new Map(kinds.map((kind) => [kind.slug, kind.always_regulated]));
    const planned: Planned[] = [];
    for (const group of groups) {
      const now = byReference.get(group.service.reference) ?? null;
      const service = this.settled(group, now, always, wardIds, near);
      if (service) planned.push(this.plan(group, service, now, wardIds));
    }
    await this.write(own, planned);
  }

  /** The service as it will be, or null after saying what is unknown. */
  private settled(
    group: Group,
    now: FileServiceRow | null,
    always: ReadonlyMap<string, boolean>,
    wardIds: ReadonlyMap<string, string>,
    near: ReadonlyMap<number, readonly string[]>,
  ): FileService | null {
    const { service } = group;
    const { supportTypeSlug, radiusMiles } = service.input;
    const refused = (column: string, value: string, reason: string): null => {
      this.refuseGroup(group, column, value, reason);
      return null;
    };
    const isAlways = always.get(supportTypeSlug);
    if (isAlways === undefined)
      return refused('support type', supportTypeSlug, 'Choose a kind of support from the list.');
    const unknown = service.areas.find((area) => !wardIds.has(area));
    if (unknown !== undefined)
      return refused('areas', unknown, 'We do not know this area. Write council and code, as the list has them.');
    if (service.status === 'DRAFT' && now !== null && now.status !== 'DRAFT')
      return refused('status', 'draft', 'It was on show, so it cannot be a draft again. Write published or retired.');
    if (service.status === 'RETIRED' && now?.status === 'DRAFT')
      return refused('status', 'retired', 'It is a draft, which nobody sees. Write draft or published.');
    const areas = service.areas.length === 0 && radiusMiles !== null ? (near.get(radiusMiles) ?? []) : service.areas;
    const status = service.status ?? (now === null ? 'DRAFT' : knownService(now).status);
    const regulatedActivity = service.input.regulatedActivity || isAlways;
    return { ...service, areas, status, input: { ...service.input, regulatedActivity } };
  }

  /** What has to be written for a group: nothing of what is so already. */
  private plan(
    group: Group,
    service: FileService,
    now: FileServiceRow | null,
    wardIds: ReadonlyMap<string, string>,
  ): Planned {
    const id = now?.id ?? this.ids.next();
    const differs = now === null || !isSame(serviceCells(service), serviceCells(knownService(now)));
    const services = differs
      ? [
          {
            ...service.input,
            id,
            wardIds: service.areas.map((area) => wardIds.get(area)),
            minimumAge: now?.minimum_age ?? null,
            maximumAge: now?.maximum_age ?? null,
            wanted: service.status,
          },
        ]
      : [];
    const references: object[] = now === null ? [{ id, parent: group.own, reference: service.reference }] : [];
    const variants: object[] = [];
    const counts = { added: 0, changed: 0 };
    let position = Math.max(-1, ...(now?.prices ?? []).map((price) => price.position));
    for (const { row, price } of group.rows) {
      const before = price && now?.prices.find((one) => one.reference === price.reference);
      let became: 'added' | 'changed' | null = row === group.lead && differs ? (now ? 'changed' : 'added') : null;
      if (price && !before) became = 'added';
      if (price && before && !isSame(priceCells(price), priceCells(knownPrice(before)))) became ??= 'changed';
      if (became) counts[became] += 1;
      else this.counts.unchanged += 1;
      if (!price || (before && isSame(priceCells(price), priceCells(knownPrice(before))))) continue;
      const variantId = before?.id ?? this.ids.next();
      if (!before) references.push({ id: variantId, parent: id, reference: price.reference });
      const { onSale, publicUnitPricePence, ...input } = price.input;
      variants.push({
        ...input,
        id: variantId,
        serviceId: id,
        publicUnitPricePence: publicUnitPricePence.toString(),
        position: before?.position ?? (position += 1),
        status: onSale ? 'PUBLISHED' : 'RETIRED',
      });
    }
    return { group, id, services, variants, references, ...counts };
  }

  /** All of them, or all but those that may not be on show as they would be. */
  private async write(own: string, planned: readonly Planned[]): Promise<void> {
    const written = planned.filter((one) => one.services.length + one.variants.length > 0);
    if (written.length === 0) return;
    const all = {
      services: written.flatMap((one) => one.services),
      variants: written.flatMap((one) => one.variants),
      references: written.flatMap((one) => one.references),
    };
    const unready = await importWrites.write(this.queries, own, all, this.keep, this.at);
    if (unready.length === 0) {
      for (const { added, changed } of written) {
        this.counts.added += added;
        this.counts.changed += changed;
      }
      return;
    }
    const reasons = new Map(unready.map((one) => [one.service_id, one.unready]));
    for (const { id, group, added, changed } of written) {
      const reason = reasons.get(id);
      if (reason === undefined) continue;
      const [column, words] = UNREADY[reason] ?? ['status', 'It may not be on show.'];
      this.counts.unchanged -= group.rows.length - added - changed;
      this.refuseGroup(group, column, '', words);
    }
    await this.write(
      own,
      written.filter((one) => !reasons.has(one.id)),
    );
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.every((cell, index) => cell === right[index]);
}
