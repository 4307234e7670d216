import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
  londonDate,
  orReplay,
  outcodeOf,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { CommunityListingInput } from '../contract/catalogue.port.js';
import { LISTING_SAVED } from '../contract/events.js';
import { listingProblems } from '../domain/listing-problems.js';
import { recurrenceOf } from '../domain/listing-times.js';

const SAVE = statement(
  'catalogue.save-listing',
  `select catalogue.save_listing($1, $2, $3, (select name from identity.organisation_names(array[$3::uuid])), $4, $5, $6) as council_id`,
);

@Injectable()
export class SaveCommunityListing {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * A group writes a listing, or changes its own; either way it waits for a moderator, and what is on show stays on
   * show as it was until then. @returns the listing's id
   */
  async run(actor: Actor, input: CommunityListingInput): Promise<string> {
    const { organisationId } = actor;
    requireAccess(actor, 'saveCommunityListing', { organisationId });
    const problems = listingProblems(input);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (input.id && !isId(input.id)) throw Refusal.notFound();
    const listingId = input.id ?? input.newId ?? this.ids.next();
    const at = this.clock.now();
    const today = londonDate(at);
    const { idempotencyKey = null, ...rest } = input;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (idempotencyKey !== null)
            void claimKey(queries, {
              actorId: actor.personId,
              operation: 'saveCommunityListing',
              key: idempotencyKey,
              input: rest,
              result: { listingId },
              at,
            });
          const saved = await queries.query<{ council_id: string }>(SAVE, [
            listingId,
            !input.id,
            organisationId,
            listingRow(input, today),
            today,
            at,
          ]);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: LISTING_SAVED,
            version: 1,
            councilId: saved[0]?.council_id ?? null,
            payload: { listingId, organisationId },
            occurredAt: at,
          });
          return listingId;
        }),
      (stored) => String(stored['listingId']),
    );
    return once.result;
  }
}

function trimmed(text: string | null | undefined): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}

function listingRow(input: CommunityListingInput, today: string): string {
  const weekday = trimmed(input.weekday);
  const alsoOn = input.alsoOn ?? [];
  const rule = weekday === null ? {} : { recurrence: recurrenceOf(weekday), firstOn: today };
  const times =
    weekday === null && alsoOn.length === 0
      ? {}
      : {
          ...rule,
          startTime: input.startTime,
          durationMinutes: input.durationMinutes,
          notOn: input.notOn ?? [],
          alsoOn,
        };
  return JSON.stringify({
    title: input.title.trim(),
    description: input.description.trim(),
    supportTypeSlug: input.supportTypeSlug,
    wardId: input.wardId,
    placeName: input.placeName.trim(),
    postcodeDistrict: outcodeOf(input.postcodeDistrict),
    latitude: input.latitude,
    longitude: input.longitude,
    costPence: input.costPence.toString(),
    ...times,
    contactPhone: trimmed(input.contactPhone),
    contactEmail: trimmed(input.contactEmail),
    accessNotes: trimmed(input.accessNotes),
  });
}
