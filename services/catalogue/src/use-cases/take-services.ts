import { groupBy, isId, type IdSource, type Queries } from '@owncourse/kernel/contract';
import type { RowProblem } from '../domain/file-cells.js';
import { compareTexts, type FileService, priceCells, PROVIDER_COLUMN, serviceCells } from '../domain/service-file.js';
import {
  type FileServiceRow,
  type KnownArea,
  type KnownDistrict,
  importReads,
  importWrites,
  type ImportCounts,
  type ImportRow,
} from '../persistence/imports.repository.js';
import { knownPrice, knownService } from './file-rows.js';
import { type Group, GroupRows, Refusals } from './group-rows.js';

export interface Outcome {
  readonly counts: ImportCounts;
  readonly problems: readonly RowProblem[];
}

/** What a file speaks of, as the books know it. */
interface KnownWords {
  /** Kinds of support, and whether each is regulated whatever is said. */
  readonly kinds: ReadonlyMap<string, boolean>;
  readonly wards: ReadonlyMap<string, readonly KnownArea[]>;
  readonly districts: ReadonlyMap<string, KnownDistrict>;
  /** Areas that so many miles reach. */
  readonly within: ReadonlyMap<number, readonly string[]>;
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

/** Takes one batch of rows of services and prices into the catalogue; only what differs is written. */
export class TakeServices {
  private readonly refusals = new Refusals();
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
    const groups = new GroupRows(this.organisationId, this.refusals).run(rows);
    const owners = [...new Set(groups.map((group) => group.own))];
    const stores = new Set((await importReads.stores(this.queries, owners)).map((store) => store.id));
    for (const own of owners) {
      const ownGroups = groups.filter((group) => group.own === own);
      if (stores.has(own)) await this.takeOf(own, ownGroups);
      else
        for (const group of ownGroups) this.refusals.group(group, PROVIDER_COLUMN, own, 'There is no such provider.');
    }
    const problems = this.refusals.inOrder();
    return { counts: { ...this.counts, refused: this.refusals.rows.size, notHere: 0 }, problems };
  }

  private async takeOf(own: string, groups: readonly Group[]): Promise<void> {
    const references = groups.map((group) => group.service.reference);
    const found = await importReads.services(this.queries, own, references, references.filter(isId));
    const outcodes = [...groups.map(({ service }) => service), ...found].flatMap(({ districts }) => districts ?? []);
    const [kinds, wards, districts, within] = await Promise.all([
      importReads.kinds(this.queries),
      importReads.wards(this.queries, [...new Set(groups.flatMap((group) => group.service.areas))]),
      importReads.districts(this.queries, [...new Set(outcodes)]),
      importReads.within(this.queries, own, [
        ...new Set(groups.flatMap(({ service: { input } }) => input.radiusMiles ?? [])),
      ]),
    ]);
    const wardIds = new Map([...wards, ...districts].map((ward) => [ward.code, ward.id]));
    // Areas by miles are in no file, so that their ids are asked for apart.
    for (const { code, id } of await importReads.wards(this.queries, [...new Set(within.flatMap((one) => one.areas))]))
      wardIds.set(code, id);
    const byReference = new Map(found.map((service) => [service.reference, service]));
    const known: KnownWords = {
      kinds: new Map(kinds.map((kind) => [kind.slug, kind.always_regulated])),
      wards: groupBy(wards, (ward) => ward.area),
      districts: new Map(districts.map((district) => [district.outcode, district])),
      within: new Map(within.map(({ miles, areas }) => [miles, areas])),
    };
    const planned: Planned[] = [];
    for (const group of groups) {
      const now = byReference.get(group.service.reference) ?? null;
      const service = this.settled(group, now, known);
      if (service) planned.push(this.plan(group, service, now, wardIds));
    }
    await this.write(own, planned);
  }

  /** The service as it will be, or null after saying what is unknown. */
  private settled(group: Group, now: FileServiceRow | null, known: KnownWords): FileService | null {
    const { service } = group;
    const { supportTypeSlug, radiusMiles } = service.input;
    const refused = (column: string, value: string, reason: string): null => {
      this.refusals.group(group, column, value, reason);
      return null;
    };
    const isAlways = known.kinds.get(supportTypeSlug);
    if (isAlways === undefined)
      return refused(
        'support type',
        supportTypeSlug,
        'We do not know this kind of support. Write its short name, such as gardening.',
      );
    const found = service.areas.map((area) => known.wards.get(area) ?? []);
    const wrong = found.findIndex((areas) => areas.length !== 1);
    if (wrong >= 0)
      return refused(
        'areas',
        service.areas[wrong] ?? '',
        found[wrong]?.length === 0
          ? 'We do not know this area. Write the name of a ward, or its council and code, such as marlbridge/E05999001.'
          : 'More than one area has this name. Write the council in front, such as marlbridge/Riverside.',
      );
    const districts = service.districts ?? now?.districts ?? [];
    const nowhere = districts.find((outcode) => !known.districts.has(outcode));
    if (nowhere !== undefined)
      return refused(
        'districts',
        nowhere,
        'We do not know this postcode district. Write the first half of a postcode, such as MB3.',
      );
    const ofDistricts = districts.flatMap((outcode) => known.districts.get(outcode)?.code ?? []);
    const codes = found.flatMap((areas) => areas.map((area) => area.code));
    const written = [...new Set([...codes, ...ofDistricts])].sort(compareTexts);
    if (service.status === 'DRAFT' && now !== null && now.status !== 'DRAFT')
      return refused('status', 'draft', 'It was on show, so it cannot be a draft again. Write published or retired.');
    if (service.status === 'RETIRED' && now?.status === 'DRAFT')
      return refused('status', 'retired', 'It is a draft, which nobody sees. Write draft or published.');
    const areas = written.length === 0 && radiusMiles !== null ? (known.within.get(radiusMiles) ?? []) : written;
    const status = service.status ?? (now === null ? 'DRAFT' : knownService(now).status);
    const regulatedActivity = service.input.regulatedActivity || isAlways;
    const { minimumAge = now?.minimum_age ?? null, maximumAge = now?.maximum_age ?? null } = service.input;
    if (minimumAge !== null && maximumAge !== null && maximumAge < minimumAge)
      return refused('oldest', maximumAge.toString(), 'The highest age cannot be below the lowest.');
    const input = { ...service.input, regulatedActivity, minimumAge, maximumAge };
    return { ...service, areas, districts, status, input };
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
            districts: service.districts,
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
      this.refusals.group(group, column, '', words);
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
