import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  NIL_ID,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { PublishRateCardInput } from '../contract/rates.port.js';

const PUBLISH = statement(
  'rates.publish-card',
  `select rates.publish_card(row($1::uuid, $2::uuid, $3::uuid, $4::int, daterange($5::date, $6::date), 'PUBLISHED', '{}'::text[], $7::numeric, $8::int, $9::numeric, $10::timestamptz, $11::uuid)::rates.rate_card, $12)`,
);

@Injectable()
export class PublishRateCard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Publishes a whole card; a successor shortens its predecessor's end and changes no price. */
  async run(actor: Actor, input: PublishRateCardInput): Promise<string> {
    requireAccess(actor, 'publishRateCard', { councilId: input.councilId });
    const wrong = input.items.findIndex(
      (item) => (item.variantId === undefined) === (item.supportTypeSlug === undefined),
    );
    if (wrong >= 0) throw Refusal.invalid(`items[${wrong}]`, 'Name a variant or a support type, one of the two.');
    const cardId = this.ids.next();
    const items = input.items.map((item) => ({
      ...item,
      id: this.ids.next(),
      unitPricePence: item.unitPricePence.toString(),
    }));
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(PUBLISH, [
        input.councilId,
        cardId,
        input.providerId ?? NIL_ID,
        input.version,
        input.validFrom,
        input.validBefore,
        input.bankHolidayMultiplier,
        input.cancellationNoticeHours,
        input.cancellationPercent,
        this.clock.now(),
        actor.personId,
        JSON.stringify(items),
      ]);
    });
    return cardId;
  }
}
