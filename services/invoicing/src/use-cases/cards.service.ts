import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type { CameBack, CardsPort, ForSomebody, KeepCardAsked, Keyed, ReceiptAsked } from '../contract/cards.port.js';
import { CARD_GATEWAY, type CardGateway } from '../stripe/card-gateway.js';
import { CardAccount } from './card-account.js';
import { HearCardEvents } from './hear-card-events.js';
import { KeepCard } from './keep-card.js';
import { PayByCard } from './pay-by-card.js';
import { TakeCardPayments } from './take-card-payments.js';
import { WriteCardReceipt } from './write-card-receipt.js';

/** People's own money by card. */
@Injectable()
export class CardsService implements CardsPort {
  constructor(
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    private readonly keeping: KeepCard,
    private readonly paying: PayByCard,
    private readonly accounts: CardAccount,
    private readonly hearing: HearCardEvents,
    private readonly taking: TakeCardPayments,
    private readonly receipts: WriteCardReceipt,
  ) {}

  get isSetUp(): boolean {
    return this.gateway !== null;
  }

  startKeepingCard(actor: Actor, input: KeepCardAsked): Promise<string> {
    return this.keeping.start(actor, input);
  }

  startPaying(actor: Actor, input: Keyed & { readonly chargeId: string }): Promise<string> {
    return this.paying.start(actor, input);
  }

  settlePage(actor: Actor, sessionId: string): Promise<CameBack> {
    return this.keeping.settle(actor, sessionId);
  }

  removeCard(actor: Actor, input: ForSomebody): Promise<void> {
    return this.keeping.remove(actor, input);
  }

  startAccount(actor: Actor, input: Keyed): Promise<string> {
    return this.accounts.start(actor, input);
  }

  lookAtAccount(actor: Actor): Promise<void> {
    return this.accounts.look(actor);
  }

  receipt(actor: Actor, asked: ReceiptAsked): Promise<Buffer | null> {
    return this.receipts.run(actor, asked);
  }

  hear(body: Buffer, signature: string): Promise<boolean> {
    return this.hearing.hear(body, signature);
  }

  async work(): Promise<void> {
    await this.hearing.work();
    await this.taking.run();
  }
}
