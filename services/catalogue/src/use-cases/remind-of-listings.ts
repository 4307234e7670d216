import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  NOBODY,
  statement,
} from '@owncourse/kernel/contract';
import { LISTING_CHECK_DUE, type ListingCheckDue } from '../contract/events.js';

const REMIND = statement('catalogue.remind-of-listings', 'select * from catalogue.remind_of_listings($1, $2, $3)');
/** Time to look before readers are told that nobody has. */
const DAYS_BEFORE = 14;

interface Due {
  readonly listing_id: string;
  readonly council_id: string;
  readonly organisation_id: string;
  readonly title: string;
  readonly kind: ListingCheckDue['kind'];
  readonly stale_on: string;
}

@Injectable()
export class RemindOfListings {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Two weeks before a listing is stale and on the day, once each; whoever confirms or changes it begins anew. @returns how many */
  run(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const due = await queries.query<Due>(REMIND, [londonDate(at), DAYS_BEFORE, at]);
      for (const one of due) {
        const payload: ListingCheckDue = {
          listingId: one.listing_id,
          organisationId: one.organisation_id,
          title: one.title,
          kind: one.kind,
          staleOn: one.stale_on,
        };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: LISTING_CHECK_DUE,
          version: 1,
          councilId: one.council_id,
          payload: { ...payload },
          occurredAt: at,
        });
      }
      return due.length;
    });
  }
}
