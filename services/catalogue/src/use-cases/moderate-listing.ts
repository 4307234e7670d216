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
import type { ModerateListingInput } from '../contract/catalogue.port.js';
import { LISTING_MODERATED, type ListingModerated } from '../contract/events.js';

const MODERATE = statement(
  'catalogue.moderate-listing',
  'select m.*, catalogue.writer_of($1) as writer_id from catalogue.moderate_listing($1, $2, $3, $4, $5, $6, $7) m',
);

interface ModeratedRow {
  readonly organisation_id: string;
  readonly title: string;
  readonly writer_id: string | null;
}

@Injectable()
export class ModerateListing {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * A moderator publishes or refuses what waits of a listing of their own council; a refusal says why, and what was on show
   * stays on show. @returns the listing's id
   */
  async run(actor: Actor, input: ModerateListingInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'moderateListing', { councilId });
    const reason = input.reason?.trim().slice(0, 500) ?? '';
    if (!isReadable(reason)) throw Refusal.invalid('reason', 'Use letters, digits and signs only.');
    if (!input.publish && reason === '')
      throw Refusal.invalid('reason', 'Say why, so that the group can put it right.');
    if (!isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [listing] = await queries.query<ModeratedRow>(MODERATE, [
        input.id,
        councilId,
        input.publish,
        reason === '' ? null : reason,
        actor.personId,
        at,
        input.seen ?? null,
      ]);
      if (!listing) return;
      const payload: ListingModerated = {
        listingId: input.id,
        published: input.publish,
        organisationId: listing.organisation_id,
        title: listing.title,
        reason: reason === '' ? null : reason,
        ...(listing.writer_id === null ? {} : { writerId: listing.writer_id }),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: LISTING_MODERATED,
        version: 1,
        councilId,
        payload: { ...payload },
        occurredAt: at,
      });
    });
    return input.id;
  }
}
