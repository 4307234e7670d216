import { Inject, Injectable } from '@nestjs/common';
import { type OperationName, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  outcodeOf,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import {
  CHECKS_DECIDED,
  CHECKS_SAID,
  type ChecksDecided,
  type ChecksSaid,
  PAPER_ENDS,
  type PaperEnds,
} from '../contract/events.js';
import type {
  ChangeServiceInput,
  DecideStoreChecksInput,
  OwnServiceInput,
  OwnVariantInput,
  StoreChecksInput,
  StoreInput,
  StoresPort,
} from '../contract/stores.port.js';
import { storeWrites } from '../persistence/store-writes.js';
import { checkProblems, isDay, serviceProblems, storeProblems, variantProblems } from '../domain/store-problems.js';

const SHOW_DUE = statement('catalogue.show-due-services', 'select catalogue.show_due_services($1, $2) as shown');
const AGE_STARTS = statement('catalogue.age-start-words', 'select catalogue.age_start_words($1) as aged');
const NOTE_ENDING = statement('catalogue.note-ending-checks', 'select * from catalogue.note_ending_checks($1, $2)');

interface EndingPaper {
  readonly provider_id: string;
  readonly paper: PaperEnds['paper'];
  readonly until: string;
  readonly stage: PaperEnds['stage'];
}

function trimmed(text: string | null): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}

/** Whole postcodes are cut to their districts; each once. */
function outcodesOf(districts: readonly string[]): string[] {
  return [...new Set(districts.flatMap((text) => outcodeOf(text) ?? []))].sort();
}

function refuse(problems: readonly { readonly field: string; readonly message: string }[]): void {
  if (problems.length > 0) throw Refusal.invalidFields(problems);
}

/** A provider's own store, service by service, and what councils say of its papers. */
@Injectable()
export class KeepStore implements StoresPort {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async saveStore(actor: Actor, input: StoreInput, key: string): Promise<void> {
    const own = this.ownOrganisation(actor, 'saveStore');
    const store = { ...input, website: trimmed(input.website), cqcLocationId: trimmed(input.cqcLocationId) };
    refuse(storeProblems(store));
    await this.once(actor, 'saveStore', key, store, {}, (queries, at) => storeWrites.store(queries, own, store, at));
  }

  async saveStoreChecks(actor: Actor, input: StoreChecksInput, key: string): Promise<void> {
    const own = this.ownOrganisation(actor, 'saveStoreChecks');
    refuse(checkProblems(input, londonDate(this.clock.now())));
    await this.once(actor, 'saveStoreChecks', key, input, {}, async (queries, at) => {
      if (!(await storeWrites.checks(queries, own, input, at, actor.personId))) return;
      // Each council concerned hears it as its own.
      for (const { council_id, check_id } of await storeWrites.councils(queries, own)) {
        const payload: ChecksSaid = { providerId: own, storeCheckId: check_id };
        this.tell(queries, CHECKS_SAID, council_id, { ...payload }, at);
      }
    });
  }

  async decideStoreChecks(actor: Actor, input: DecideStoreChecksInput, key: string): Promise<void> {
    const { councilId } = actor;
    requireAccess(actor, 'decideStoreChecks', { councilId });
    const reason = trimmed(input.reason);
    if (!isId(input.providerId) || councilId === null) throw Refusal.notFound();
    if (!input.accept && reason === null) throw Refusal.invalid('reason', 'Say why not. The provider reads it.');
    if (reason !== null && (reason.length > 500 || !isReadable(reason)))
      throw Refusal.invalid('reason', 'Use 500 letters, digits and signs or fewer.');
    const { providerId, accept } = input;
    const said = { ...input, reason };
    await this.once(actor, 'decideStoreChecks', key, said, {}, async (queries, at) => {
      const id = await storeWrites.decision(queries, councilId, said, londonDate(at), at, actor.personId);
      if (id === null) return;
      const payload: ChecksDecided = { providerId, storeCheckId: id, accepted: accept, reason };
      this.tell(queries, CHECKS_DECIDED, councilId, { ...payload }, at);
    });
  }

  async saveService(actor: Actor, input: OwnServiceInput, key: string): Promise<string> {
    const own = this.ownOrganisation(actor, 'saveService');
    refuse(serviceProblems(input));
    if (input.id !== null && !isId(input.id)) throw Refusal.notFound();
    const { newId, districts, ...rest } = input;
    const said = districts ? { ...rest, districts: outcodesOf(districts) } : rest;
    const id = input.id ?? newId ?? this.ids.next();
    return this.once(actor, 'saveService', key, said, { id }, (queries, at) =>
      storeWrites.service(queries, own, { ...said, id }, at),
    );
  }

  async saveVariant(actor: Actor, input: OwnVariantInput, key: string): Promise<string> {
    const own = this.ownOrganisation(actor, 'saveVariant');
    refuse(variantProblems(input));
    if (input.id !== null && !isId(input.id)) throw Refusal.notFound();
    const { newId, ...said } = input;
    const id = input.id ?? newId ?? this.ids.next();
    return this.once(actor, 'saveVariant', key, said, { id }, (queries, at) =>
      storeWrites.variant(queries, own, { ...said, id }, at),
    );
  }

  async changeService(actor: Actor, input: ChangeServiceInput, key: string): Promise<void> {
    const own = this.ownOrganisation(actor, 'changeService');
    const { serviceId, change, publishOn } = input;
    if (!isId(serviceId)) throw Refusal.notFound();
    if (publishOn !== null && !isDay(publishOn)) throw Refusal.invalid('publishOn', 'Give a day, such as 3 May 2027.');
    await this.once(actor, 'changeService', key, input, {}, (queries, at) =>
      storeWrites.change(queries, own, serviceId, change, publishOn, londonDate(at), at),
    );
  }

  showDueServices(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const rows = await queries.query<{ shown: number }>(SHOW_DUE, [londonDate(at), at]);
      return rows[0]?.shown ?? 0;
    });
  }

  ageStartWords(): Promise<number> {
    const onDate = londonDate(this.clock.now());
    return this.database.transaction(NOBODY, async (queries) => {
      const rows = await queries.query<{ aged: number }>(AGE_STARTS, [onDate]);
      return rows[0]?.aged ?? 0;
    });
  }

  noteEndingChecks(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const ending = await queries.query<EndingPaper>(NOTE_ENDING, [londonDate(at), at]);
      for (const { provider_id: providerId, paper, until, stage } of ending) {
        const payload: PaperEnds = { providerId, paper, until, stage };
        this.tell(queries, PAPER_ENDS, null, { ...payload }, at);
      }
      return ending.length;
    });
  }

  private ownOrganisation(actor: Actor, operation: OperationName): string {
    requireAccess(actor, operation, { organisationId: actor.organisationId });
    if (actor.organisationId === null) throw Refusal.notFound();
    return actor.organisationId;
  }

  /** One transaction under its key; sent again it gives the id that the first one gave. */
  private async once(
    actor: Actor,
    operation: OperationName,
    key: string,
    input: object,
    result: { readonly id?: string },
    write: (queries: Queries, at: Date) => Promise<unknown>,
  ): Promise<string> {
    const at = this.clock.now();
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, { actorId: actor.personId, operation, key, input, result, at });
          await write(queries, at);
          return result.id ?? '';
        }),
      (stored) => String(stored['id']),
    );
    return done.result;
  }

  private tell(
    queries: Queries,
    type: string,
    councilId: string | null,
    payload: Readonly<Record<string, unknown>>,
    occurredAt: Date,
  ): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt });
  }
}
