import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database, statement } from '@owncourse/kernel/contract';
import type { CardReadiness, CardReadinessPort } from '@owncourse/ordering/contract';
import { CARD_GATEWAY, type CardGateway } from '../stripe/card-gateway.js';

const READY = statement('invoicing.card-readiness', 'select * from invoicing.card_readiness($1, $2, $3)');

/** Answers ordering whether somebody's card can pay a provider. */
@Injectable()
export class AskCardReadiness implements CardReadinessPort {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
  ) {}

  async ready(personId: string, providerId: string): Promise<CardReadiness> {
    if (this.gateway === null) return 'NOT_SET_UP';
    const [row] = await this.database.call<{ has_card: boolean; can_be_paid: boolean }>(READY, [
      personId,
      providerId,
      this.clock.now(),
    ]);
    if (row?.can_be_paid !== true) return 'PROVIDER_NOT_READY';
    return row.has_card ? 'READY' : 'NO_CARD';
  }
}
