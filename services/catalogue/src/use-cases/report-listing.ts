import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
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
  NIL_ID,
  NOBODY,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { ReportListingInput } from '../contract/catalogue.port.js';
import { LISTING_REPORTED, type ListingReported } from '../contract/events.js';

const REPORT = statement('catalogue.report-listing', 'select * from catalogue.report_listing($1, $2, $3, $4, $5, $6)');
const KINDS: readonly string[] = ['OUT_OF_DATE', 'WRONG', 'NOT_RIGHT_HERE'];
const LONGEST_NOTE = 500;
const HOUR_MS = 3_600_000;

/** Somebody within an hour, so that they can be counted and not known. */
export function whoThisHour(act: string, address: string, at: Date): Buffer {
  return createHash('sha256')
    .update(`${act}/${address}/${Math.floor(at.getTime() / HOUR_MS)}`)
    .digest();
}

/** "This is wrong", from anybody, signed in or not. */
@Injectable()
export class ReportListing {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async run(actor: Actor | null, address: string, input: ReportListingInput): Promise<void> {
    const note = input.note?.trim() ?? '';
    if (!KINDS.includes(input.kind)) throw Refusal.invalid('kind', 'Choose what is wrong.');
    if (note.length > LONGEST_NOTE || !isReadable(note))
      throw Refusal.invalid('note', `Use ${LONGEST_NOTE} letters or fewer.`);
    if (!isId(input.listingId)) throw Refusal.notFound();
    const at = this.clock.now();
    const { idempotencyKey = null, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(actor ? rowScope(actor) : NOBODY, async (queries) => {
          if (idempotencyKey !== null)
            void claimKey(queries, {
              actorId: actor?.personId ?? NIL_ID,
              operation: 'reportListing',
              key: idempotencyKey,
              input: rest,
              result: {},
              at,
            });
          const [reported] = await queries.query<{ council_id: string }>(REPORT, [
            this.ids.next(),
            input.listingId,
            input.kind,
            note === '' ? null : note,
            whoThisHour('report-listing', address, at),
            at,
          ]);
          if (!reported) return;
          const payload: ListingReported = { listingId: input.listingId };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: LISTING_REPORTED,
            version: 1,
            councilId: reported.council_id,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }
}
