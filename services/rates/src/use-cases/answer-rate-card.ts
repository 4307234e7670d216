import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  isId,
  isReadable,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  type Statement,
  statement,
} from '@owncourse/kernel/contract';

const PUBLISH = statement('rates.publish-draft', 'select rates.publish_draft($1, $2, $3, $4, $5)');
const SEND_BACK = statement('rates.send-draft-back', 'select rates.send_draft_back($1, $2, $3, $4, $5)');
const WITHDRAW = statement('rates.withdraw-card', 'select rates.withdraw_card($1, $2, $3, $4, $5, $6)');
const LONGEST_REASON = 500;

export interface AnswerRateCardInput {
  readonly cardId: string;
  readonly idempotencyKey: string;
}

type Operation = 'publishRateCard' | 'sendBackRateCard' | 'withdrawRateCard';

/** What a second officer says to a draft, and taking a published card back before its first day. Each locks the provider's cards. */
@Injectable()
export class AnswerRateCard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Refuses OWN_RATE_CARD, RATE_CARD_TOO_LATE, RATE_CARD_OVERLAP, WRONG_STATE. @returns the card's id, which is the draft's */
  publish(actor: Actor, input: AnswerRateCardInput): Promise<string> {
    return this.once(actor, 'publishRateCard', input, null, PUBLISH, ({ councilId, cardId, at }) => [
      councilId,
      cardId,
      londonDate(at),
      at,
      actor.personId,
    ]);
  }

  /** A no always says why. Refuses WRONG_STATE. */
  sendBack(actor: Actor, input: AnswerRateCardInput & { readonly reason: string }): Promise<string> {
    const reason = readableReason(input.reason);
    return this.once(actor, 'sendBackRateCard', input, reason, SEND_BACK, ({ councilId, cardId, at }) => [
      councilId,
      cardId,
      reason,
      at,
      actor.personId,
    ]);
  }

  /** Before its first day. Refuses RATE_CARD_STARTED, WRONG_STATE. */
  withdraw(actor: Actor, input: AnswerRateCardInput & { readonly reason: string }): Promise<string> {
    const reason = readableReason(input.reason);
    return this.once(actor, 'withdrawRateCard', input, reason, WITHDRAW, ({ councilId, cardId, at }) => [
      councilId,
      cardId,
      reason,
      londonDate(at),
      at,
      actor.personId,
    ]);
  }

  private async once(
    actor: Actor,
    operation: Operation,
    input: AnswerRateCardInput,
    reason: string | null,
    sql: Statement,
    values: (about: { councilId: string; cardId: string; at: Date }) => readonly unknown[],
  ): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, operation, { councilId });
    if (councilId === null || !isId(input.cardId)) throw Refusal.notFound();
    const cardId = input.cardId.toLowerCase();
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation,
            key: input.idempotencyKey,
            input: { cardId, reason },
            result: {},
            at,
          });
          void queries.query(sql, values({ councilId, cardId, at }));
        }),
      () => undefined,
    );
    return cardId;
  }
}

/** @throws Refusal INVALID_INPUT */
export function readableReason(text: string, field = 'reason'): string {
  const reason = text.trim();
  if (reason === '' || reason.length > LONGEST_REASON || !isReadable(reason))
    throw Refusal.invalid(field, `Say why, in at most ${LONGEST_REASON} letters.`);
  return reason;
}
