import { createHash, type Hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  orReplay,
  Refusal,
  rowScope,
  type SheetLimits,
  sheetRows,
  UnreadableSheet,
} from '@owncourse/kernel/contract';
import type { ImportKind, SendFileInput } from '../contract/imports.port.js';
import { cellOf } from '../domain/file-cells.js';
import { type Heading, readHeading } from '../domain/file-heading.js';
import { REGISTER_COLUMNS, REGISTER_NEEDED } from '../domain/register-file.js';
import { FILE_COLUMNS, PROVIDER_COLUMN, SERVICE_COLUMNS } from '../domain/service-file.js';
import { importReads, importWrites, type StagedRow } from '../persistence/imports.repository.js';

const MEGABYTE = 1024 * 1024;
export const FILE_LIMITS: SheetLimits = {
  rows: 100_000,
  bytes: 64 * MEGABYTE,
  unpackedBytes: 512 * MEGABYTE,
  rowLetters: 60_000,
};
const STAGED_AT_ONCE = 1000;
const LONGEST_NAME = 200;

const HEADINGS: Readonly<Record<ImportKind, Heading<string>>> = {
  SERVICES: {
    columns: FILE_COLUMNS,
    needed: ['service reference', 'support type', 'service', 'summary', 'description', 'price reference', 'price'],
    refusesOthers: true,
  },
  REGISTER: { columns: REGISTER_COLUMNS, needed: REGISTER_NEEDED, refusesOthers: false },
};
const SERVICE_REFERENCE = FILE_COLUMNS.indexOf(SERVICE_COLUMNS[0]);
const PRICE_REFERENCE = FILE_COLUMNS.indexOf('price reference');
const PROVIDER = FILE_COLUMNS.indexOf(PROVIDER_COLUMN);

/** What a row is of, and which one of it. A row that does not say is of nothing else. */
function keysOf(
  kind: ImportKind,
  isOfMany: boolean,
  row: number,
  cells: readonly string[],
): readonly [group: string, item: string] {
  const own = kind === 'SERVICES' ? (cells[SERVICE_REFERENCE] ?? '') : (cells[0] ?? '');
  if (own === '') return [`#${row}`, ''];
  if (kind === 'REGISTER') return [own, ''];
  const provider = isOfMany ? (cells[PROVIDER] ?? '').toLowerCase() : '';
  return [`${provider}/${own}`, cells[PRICE_REFERENCE] ?? ''];
}

/** Keeps the rows of a file as they come, for a worker to take. */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns the id of the import */
  async send(actor: Actor, input: SendFileInput, key: string): Promise<string> {
    const { kind, checkOnly } = input;
    const owner = await this.owner(actor, kind);
    const fileName = input.fileName.trim().slice(0, LONGEST_NAME) || 'file';
    if (!isReadable(fileName)) throw Refusal.invalid('fileName', 'Use letters, digits and signs only.');
    const id = this.ids.next();
    await this.database.transaction(rowScope(actor), (queries) =>
      importWrites.start(queries, { id, kind, ...owner, fileName, by: actor.personId }, this.clock.now()),
    );
    try {
      const hash = await this.stage(actor, id, kind, owner.organisationId === null, input.content);
      const once = await orReplay(
        () =>
          this.database.transaction(rowScope(actor), async (queries) => {
            const at = this.clock.now();
            const done = await importWrites.finish(queries, id, hash, checkOnly, at);
            const said = { kind, fileName, hash, checkOnly };
            const operation = 'sendCatalogueFile';
            void claimKey(queries, { actorId: actor.personId, operation, key, input: said, result: { id: done }, at });
            return done;
          }),
        (stored) => String(stored['id']),
      );
      if (once.replayed) await this.drop(actor, id);
      return once.result;
    } catch (error) {
      await this.drop(actor, id);
      if (error instanceof UnreadableSheet)
        throw Refusal.invalid('file', error.row > 1 ? `Row ${error.row}: ${error.message}` : error.message);
      throw error;
    }
  }

  async takeIn(actor: Actor, id: string, key: string): Promise<void> {
    const operator = actor.roles.includes('OPERATOR');
    const { organisationId, councilId } = actor;
    const isOfficer = organisationId === null;
    if (operator) requireAccess(actor, 'importCatalogue');
    else requireAccess(actor, 'takeInCatalogueFile', isOfficer ? { councilId } : { organisationId });
    if (!isId(id)) throw Refusal.notFound();
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const operation = 'takeInCatalogueFile';
          void claimKey(queries, { actorId: actor.personId, operation, key, input: { id }, result: {}, at });
          void importWrites.begin(
            queries,
            id,
            operator ? null : organisationId,
            operator || !isOfficer ? null : councilId,
            at,
          );
        }),
      () => undefined,
    );
  }

  private async owner(
    actor: Actor,
    kind: ImportKind,
  ): Promise<{ readonly organisationId: string | null; readonly councilId: string | null }> {
    if (actor.roles.includes('OPERATOR')) {
      requireAccess(actor, 'importCatalogue');
      return { organisationId: null, councilId: null };
    }
    const { organisationId, councilId } = actor;
    requireAccess(actor, 'sendCatalogueFile', kind === 'SERVICES' ? { organisationId } : { councilId });
    if (kind === 'REGISTER') return { organisationId: null, councilId };
    if (organisationId === null) throw Refusal.notFound();
    const [store] = await importReads.stores(this.database.aside, [organisationId]);
    if (!store) throw Refusal.invalid('file', 'Say who you are first: write about your store, then send the file.');
    return { organisationId, councilId: null };
  }

  /** @returns the hash of the file */
  private async stage(
    actor: Actor,
    id: string,
    kind: ImportKind,
    isOfMany: boolean,
    content: SendFileInput['content'],
  ): Promise<string> {
    const hash = createHash('sha256');
    let places: readonly number[] | null = null;
    let waiting: StagedRow[] = [];
    let count = 0;
    const put = async (): Promise<void> => {
      const rows = waiting;
      waiting = [];
      await this.database.transaction(rowScope(actor), (queries) =>
        importWrites.addRows(queries, id, rows, this.clock.now()),
      );
    };
    for await (const { row, cells } of sheetRows(hashed(content, hash), FILE_LIMITS)) {
      if (cells.every((cell) => cell === '')) continue;
      if (!places) {
        const heading = readHeading(cells, HEADINGS[kind]);
        if ('problems' in heading)
          throw Refusal.invalidFields(heading.problems.map((message) => ({ field: 'file', message })));
        places = heading.places;
        continue;
      }
      const known = places.map((place) => cellOf(cells[place] ?? ''));
      const control = known.find((cell) => !isReadable(cell));
      if (control !== undefined) throw new UnreadableSheet(row, 'Use letters, digits and signs only.');
      const [group, item] = keysOf(kind, isOfMany, row, known);
      waiting.push({ row, group, item, cells: known });
      count += 1;
      if (waiting.length >= STAGED_AT_ONCE) await put();
    }
    if (waiting.length > 0) await put();
    if (count === 0) throw Refusal.invalid('file', 'There is no row under the heading. Fill in one row or more.');
    return hash.digest('hex');
  }

  private drop(actor: Actor, id: string): Promise<unknown> {
    return this.database.transaction(rowScope(actor), (queries) => importWrites.drop(queries, id));
  }
}

async function* hashed(content: SendFileInput['content'], hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    hash.update(chunk);
    yield chunk;
  }
}
