import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { SettleListingReportsInput } from '../contract/catalogue.port.js';
import { LISTING_REPORTS_SETTLED, type ListingReportsSettled } from '../contract/events.js';

const SETTLE = statement(
  'catalogue.settle-listing-reports',
  'select s.*, catalogue.writer_of($1) as writer_id from catalogue.settle_listing_reports($1, $2, $3, $4, $5, $6) s',
);
const LONGEST_REASON = 500;

@Injectable()
export class SettleListingReports {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A moderator has looked at what was reported: the listing stays, or is taken down and its group reads why. */
  async run(actor: Actor, { listingId, takeDown, reason: given }: SettleListingReportsInput): Promise<void> {
    const { councilId } = actor;
    requireAccess(actor, 'settleListingReports', { councilId });
    const reason = given?.trim() ?? '';
    if (reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', `Use ${LONGEST_REASON} letters or fewer.`);
    if (takeDown && reason === '') throw Refusal.invalid('reason', 'Say why, so that the group can put it right.');
    if (!isId(listingId)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [listing] = await queries.query<{ organisation_id: string; title: string; writer_id: string | null }>(
        SETTLE,
        [listingId, councilId, takeDown, reason === '' ? null : reason, actor.personId, at],
      );
      if (!listing) return;
      const payload: ListingReportsSettled = {
        listingId,
        organisationId: listing.organisation_id,
        title: listing.title,
        takenDown: takeDown,
        reason: takeDown ? reason : null,
        ...(listing.writer_id === null ? {} : { writerId: listing.writer_id }),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: LISTING_REPORTS_SETTLED,
        version: 1,
        councilId,
        payload: { ...payload },
        occurredAt: at,
      });
    });
  }
}
