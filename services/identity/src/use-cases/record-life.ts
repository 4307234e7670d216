import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  isDay,
  isId,
  isReadable,
  londonDate,
  NIL_ID,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { requireAccess } from '../contract/access.js';
import { MANDATE_ENDED, type MandateChanged } from '../contract/events.js';
import type { LifeRecordKind, RecordLife } from '../contract/identity.port.js';
import { LAPSE_WITH_CAPACITY } from '../domain/mandate-terms.js';

const RECORD = statement(
  'identity.record-life',
  'select * from identity.record_life($1, $2, $3, $4, $5, $6, $7::text[], $8, $9)',
);
const HAS_DIED = statement('identity.has-died', 'select identity.has_died($1) as died');
const LONGEST_EVIDENCE = 1000;
const SYSTEM = '00000000-0000-0000-0000-000000000001';

interface Lapsed {
  readonly mandate_id: string;
  readonly council_id: string;
  /** False where the same was recorded before, and they ended then. */
  readonly is_new: boolean;
}

interface ToRecord {
  readonly id: string;
  readonly councilId: string;
  readonly personId: string;
  readonly kind: LifeRecordKind;
  readonly on: string;
  readonly evidence: string;
  readonly by: string;
}

/** Capacity lost or regained, and death: what a council records of a person, and what lapses with it. */
@Injectable()
export class RecordLifeEvents implements EventConsumer {
  readonly name = 'identity.record-deaths';
  /** Both rooms stand on identity, so that identity knows their events only by name. */
  readonly types = ['ledger.budget-closing', 'ordering.person-died'];

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The same twice is recorded once. @returns the mandates that lapsed @throws Refusal NOT_PERMITTED, INVALID_INPUT */
  async record(actor: Actor, { personId, kind, on, evidence }: RecordLife): Promise<readonly string[]> {
    if (!isId(personId)) throw Refusal.notFound();
    requireAccess(actor, 'recordCapacity', { personId });
    const words = evidence.trim();
    if (words === '' || words.length > LONGEST_EVIDENCE || !isReadable(words))
      throw Refusal.invalid('evidence', `Say what you have seen, in at most ${LONGEST_EVIDENCE} letters.`);
    if (!isDay(on) || on > londonDate(this.clock.now())) throw Refusal.invalid('on', 'Choose today or an earlier day.');
    const record = { id: this.ids.next(), councilId: actor.councilId ?? NIL_ID, personId, kind, on, evidence: words };
    return this.database.transaction(rowScope(actor), (queries) =>
      this.write(queries, { ...record, by: actor.personId }),
    );
  }

  /** An entry of a death, or a budget that closes because of one. A second of either changes nothing. */
  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    for (const { id, councilId, payload } of events) {
      const died = deathIn(payload);
      if (died === null) continue;
      const { personId, on } = died;
      const [known] = await queries.query<{ died: boolean }>(HAS_DIED, [personId]);
      if (known?.died === true) continue;
      const death = { id, councilId: councilId ?? NIL_ID, personId, on, by: SYSTEM };
      await this.write(queries, { ...death, kind: 'DIED', evidence: 'Entered with the orders or the budget.' });
    }
  }

  private async write(queries: Queries, record: ToRecord): Promise<readonly string[]> {
    const at = this.clock.now();
    const lapses = record.kind === 'CAPACITY_LOST' ? LAPSE_WITH_CAPACITY : null;
    const { councilId, id, personId, kind, on, evidence, by } = record;
    const values = [councilId, id, personId, kind, on, evidence, lapses, at, by];
    const ended = await queries.query<Lapsed>(RECORD, values);
    for (const one of ended.filter(({ is_new }) => is_new)) this.tell(queries, one, personId, at);
    return ended.map((one) => one.mandate_id);
  }

  private tell(queries: Queries, lapsed: Lapsed, personId: string, at: Date): void {
    const payload: MandateChanged = { mandateId: lapsed.mandate_id, personId };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: MANDATE_ENDED,
      version: 1,
      councilId: lapsed.council_id === NIL_ID ? null : lapsed.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}

function deathIn(payload: Readonly<Record<string, unknown>>): { personId: string; on: string } | null {
  const { personId, diedOn, cause, fromOn } = payload;
  const on = diedOn ?? (cause === 'DEATH' ? fromOn : undefined);
  return typeof personId === 'string' && typeof on === 'string' ? { personId, on } : null;
}
