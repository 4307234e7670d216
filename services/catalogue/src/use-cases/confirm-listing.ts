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
  londonDate,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { LISTING_CHECKED, type ListingChecked } from '../contract/events.js';

const CONFIRM = statement('catalogue.confirm-listing', 'select * from catalogue.confirm_listing($1, $2, $3, $4)');

@Injectable()
export class ConfirmListing {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A group has looked: what is on show is still right. Saying it again on one day changes nothing. */
  async run(actor: Actor, listingId: string): Promise<void> {
    const { organisationId } = actor;
    requireAccess(actor, 'confirmListing', { organisationId });
    if (organisationId === null || !isId(listingId)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [confirmed] = await queries.query<{ council_id: string }>(CONFIRM, [
        listingId,
        organisationId,
        londonDate(at),
        at,
      ]);
      if (!confirmed) return;
      const payload: ListingChecked = { listingId, organisationId };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: LISTING_CHECKED,
        version: 1,
        councilId: confirmed.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
  }
}
