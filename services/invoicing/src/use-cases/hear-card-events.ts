import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database } from '@owncourse/kernel/contract';
import { eventSubject, LOOK_AFTER_MILLISECONDS } from '../domain/card-rules.js';
import { handledEvent, noteEvent, seeAccount, sessionOf, waitingEvents } from '../persistence/card-keeping.js';
import { attemptOfIntent } from '../persistence/card-writes.js';
import { CARD_GATEWAY, type CardGateway, NotKnown, NotTaken, type ToldEvent } from '../stripe/card-gateway.js';
import { CloseCardPages } from './close-card-pages.js';
import { SettleCard } from './settle-card.js';

const MOST_AT_ONCE = 200;

/**
 * What the card company tells. Kept first, then handled: what it is about is asked for, so that old, double and late news lead
 * to the same state. What could not be handled stays NEW, for the next time it is told or for the job.
 */
@Injectable()
export class HearCardEvents {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    private readonly settling: SettleCard,
    private readonly pages: CloseCardPages,
  ) {}

  /** @returns false where the signature is not good */
  async hear(body: Buffer, signature: string): Promise<boolean> {
    const { gateway } = this;
    const at = this.clock.now();
    const event = gateway?.readEvent(body, signature, at) ?? null;
    if (gateway === null || event === null) return false;
    if (await noteEvent(this.database.aside, event, at)) await this.handle(gateway, event);
    return true;
  }

  /** Job. */
  async work(): Promise<void> {
    const { gateway } = this;
    if (gateway === null) return;
    const before = new Date(this.clock.now().getTime() - LOOK_AFTER_MILLISECONDS);
    for (const event of await waitingEvents(this.database.aside, before, MOST_AT_ONCE)) {
      try {
        await this.handle(gateway, event);
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
      }
    }
  }

  private async handle(gateway: CardGateway, event: ToldEvent): Promise<void> {
    let state: 'HANDLED' | 'KEPT';
    try {
      state = (await this.follow(gateway, event)) ? 'HANDLED' : 'KEPT';
    } catch (error) {
      // It is not there (any more): nothing of ours hangs on it.
      if (!(error instanceof NotTaken)) throw error;
      state = 'KEPT';
    }
    await handledEvent(this.database.aside, event.id, state, this.clock.now());
  }

  /** @returns whether it was about something of ours */
  private async follow(gateway: CardGateway, { type, objectId }: ToldEvent): Promise<boolean> {
    const { aside } = this.database;
    switch (eventSubject(type)) {
      case 'INTENT':
        return this.followIntent(gateway, objectId);
      case 'CHARGE': {
        const intentId = await gateway.intentOfCharge(objectId);
        if (intentId === null || !(await this.followIntent(gateway, intentId))) return false;
        for (const refund of await gateway.refundsOf(intentId)) await this.settling.refund(refund, intentId);
        return true;
      }
      case 'REFUND': {
        const { intentId, refund } = await gateway.seenRefund(objectId);
        if (intentId === null || !(await this.followIntent(gateway, intentId))) return false;
        await this.settling.refund(refund, intentId);
        return true;
      }
      case 'DISPUTE': {
        const dispute = await gateway.dispute(objectId);
        if (dispute.intentId === null || !(await this.followIntent(gateway, dispute.intentId))) return false;
        await this.settling.dispute(dispute);
        return true;
      }
      case 'SESSION': {
        const session = await sessionOf(aside, { outsideId: objectId });
        if (session) await this.pages.settle(session);
        return session !== null;
      }
      case 'ACCOUNT': {
        const askedAt = this.clock.now();
        await seeAccount(aside, await gateway.account(objectId), askedAt);
        return true;
      }
      case 'CARD':
        await this.pages.cardGone(objectId);
        return true;
      case null:
        return false;
    }
  }

  /** What comes before the payment itself is known is about it all the same. @returns whether it is a payment of ours */
  private async followIntent(gateway: CardGateway, intentId: string): Promise<boolean> {
    const { attemptId, seen } = await gateway.attemptWithOwner(intentId);
    const known = attemptId ?? (await attemptOfIntent(this.database.aside, intentId));
    if (known !== null) await this.settling.attempt(known, seen);
    return known !== null;
  }
}
