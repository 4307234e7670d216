import { Inject, Injectable } from '@nestjs/common';
import {
  CLOCK,
  type Clock,
  Database,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  type Queries,
} from '@owncourse/kernel/contract';
import { OWN_MONEY_NOTER } from '../contract/cards.port.js';
import { afterNoAnswer, LOOK_AFTER_MILLISECONDS } from '../domain/card-rules.js';
import { cardsToGiveUp } from '../persistence/card-keeping.js';
import {
  beginAttempt,
  beginRefund,
  type BegunAttempt,
  cardUnknowns,
  chargesToGiveBack,
  chargesToTake,
  lookedAt,
  noteOwnMoney,
  type UnknownRow,
} from '../persistence/card-writes.js';
import {
  CARD_GATEWAY,
  type CardGateway,
  NotKnown,
  NotTaken,
  type RefundAsked,
  type SeenRefund,
} from '../stripe/card-gateway.js';
import { CloseCardPages } from './close-card-pages.js';
import { SettleCard } from './settle-card.js';

/** Published by the ledger; its payload names the own money that changed. */
const OWN_MONEY_CHANGED = 'ledger.own-money-changed';
const MOST_AT_ONCE = 200;

/** A visit that owes own money is noted as the ledger tells of it, whether or not cards can be taken here. */
@Injectable()
export class NoteOwnMoney implements EventConsumer {
  readonly name = OWN_MONEY_NOTER;
  readonly types = [OWN_MONEY_CHANGED];

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const visits = events.map((event) => String(event.payload['ownMoneyId']));
    await noteOwnMoney(queries, [...new Set(visits)], this.clock.now());
  }
}

/**
 * Job: takes what is owed with the cards that people keep, gives back what was paid too much, and finds out what became of
 * requests without an answer. A row is written before each request and its id is the request's key, so that neither a second
 * worker nor a stop half-way takes anything twice.
 */
@Injectable()
export class TakeCardPayments {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    private readonly settling: SettleCard,
    private readonly pages: CloseCardPages,
  ) {}

  /** Does nothing where card payment is not set up. */
  async run(): Promise<void> {
    const { gateway } = this;
    if (gateway === null) return;
    await this.lookAtUnknowns(gateway);
    const { aside } = this.database;
    await this.giveUpCards(gateway);
    for (const chargeId of await chargesToTake(aside, this.clock.now(), MOST_AT_ONCE))
      await this.take(gateway, chargeId);
    for (const chargeId of await chargesToGiveBack(aside, MOST_AT_ONCE)) await this.giveBack(gateway, chargeId);
  }

  /** The other side forgets what is not kept here. Killed half-way, it is the same card the next time. */
  private async giveUpCards(gateway: CardGateway): Promise<void> {
    for (const paymentMethodId of await cardsToGiveUp(this.database.aside, this.clock.now(), MOST_AT_ONCE)) {
      try {
        await this.pages.giveUp(gateway, paymentMethodId);
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
      }
    }
  }

  private async take(gateway: CardGateway, chargeId: string): Promise<void> {
    // A page that is still open somewhere could pay the same a second time.
    if (!(await this.pages.close(chargeId))) return;
    const attemptId = this.ids.next();
    const begun = await beginAttempt(this.database.aside, { chargeId, attemptId, at: this.clock.now() });
    if (begun) await this.send(gateway, begun);
  }

  private async send(gateway: CardGateway, begun: Omit<BegunAttempt, 'provider_id' | 'for_on'>): Promise<void> {
    const { attempt_id: attemptId, payment_method_id: paymentMethodId } = begun;
    if (paymentMethodId === null) return;
    try {
      const seen = await gateway.charge({
        attemptId,
        chargeId: begun.charge_id,
        pence: begun.pence,
        customerId: begun.customer_id,
        accountId: begun.account_id,
        paymentMethodId,
      });
      await this.settling.attempt(attemptId, seen);
    } catch (error) {
      await this.noted(error, attemptId, async (code) => this.settling.refused(attemptId, code));
    }
  }

  private async giveBack(gateway: CardGateway, chargeId: string): Promise<void> {
    const refundId = this.ids.next();
    const begun = await beginRefund(this.database.aside, { chargeId, refundId, at: this.clock.now() });
    if (begun) await this.sendRefund(gateway, { refundId, intentId: begun.intent_id, pence: begun.pence });
  }

  private async sendRefund(gateway: CardGateway, asked: RefundAsked): Promise<void> {
    try {
      await this.settling.refund(await gateway.refund(asked), asked.intentId);
    } catch (error) {
      const failed: SeenRefund = {
        refundId: `none-${asked.refundId}`,
        ownId: asked.refundId,
        state: 'FAILED',
        pence: asked.pence,
      };
      await this.noted(error, asked.refundId, () => this.settling.refund(failed, asked.intentId));
    }
  }

  /** No answer: the row stays as it is, and is looked at later. A refusal: it certainly was not done. */
  private async noted(error: unknown, id: string, refused: (code: string) => Promise<void>): Promise<void> {
    if (error instanceof NotTaken) return refused(error.code);
    if (!(error instanceof NotKnown)) throw error;
    await lookedAt(this.database.aside, id, this.clock.now());
  }

  private async lookAtUnknowns(gateway: CardGateway): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LOOK_AFTER_MILLISECONDS);
    for (const row of await cardUnknowns(this.database.aside, before, MOST_AT_ONCE)) {
      try {
        await (row.kind === 'ATTEMPT' ? this.lookAtAttempt(gateway, row) : this.lookAtRefund(gateway, row));
        await lookedAt(this.database.aside, row.id, this.clock.now());
      } catch (error) {
        await this.noted(error, row.id, () => Promise.resolve());
      }
    }
  }

  private async lookAtAttempt(gateway: CardGateway, row: UnknownRow): Promise<void> {
    if (row.session_id !== null || row.payment_method_id === null) return this.pages.look(row.id, row.session_id);
    const found =
      row.intent_id === null
        ? await gateway.findAttempt(row.customer_id, row.id)
        : await gateway.attempt(row.intent_id);
    if (found) return this.settling.attempt(row.id, found);
    if (afterNoAnswer(row.asked_at, this.clock.now()) === 'NOT_MADE')
      return this.settling.attempt(row.id, { state: 'NOT_MADE' });
    await this.send(gateway, { ...row, attempt_id: row.id });
  }

  private async lookAtRefund(gateway: CardGateway, row: UnknownRow): Promise<void> {
    const intentId = row.intent_id ?? '';
    const found = (await gateway.refundsOf(intentId)).find((one) => one.ownId === row.id);
    if (found) return this.settling.refund(found, intentId);
    if (afterNoAnswer(row.asked_at, this.clock.now()) === 'NOT_MADE')
      return this.settling.refund(
        { refundId: `none-${row.id}`, ownId: row.id, state: 'FAILED', pence: row.pence },
        intentId,
      );
    await this.sendRefund(gateway, { refundId: row.id, intentId, pence: row.pence });
  }
}
