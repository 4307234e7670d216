import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  isReadable,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { SendReturnInput } from '../contract/spending.port.js';
import { ExpenseRepository } from '../persistence/expense.repository.js';
import { PAYING_FOR } from '../persistence/expense-writes.js';

const SEND = statement('ledger.send-return', 'select ledger.send_return($1, $2, $3, $4, $5, $6, $7, $8)');
const LONGEST_DECLARATION = 2000;

@Injectable()
export class SendReturn {
  constructor(
    private readonly database: Database,
    private readonly expenses: ExpenseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Declares a return right and sends it. Refuses WRONG_STATE when it was sent or its days are not over. @returns the budget's id */
  async run(actor: Actor, input: SendReturnInput): Promise<string> {
    const personId = isId(input.budgetId)
      ? await this.database.transaction(rowScope(actor), (queries) => this.expenses.personOf(queries, input.budgetId))
      : null;
    if (!personId) throw Refusal.notFound();
    requireAccess(actor, 'sendReturn', { personId });
    if (!isDay(input.from) || !isDay(input.to)) throw Refusal.invalid('from', 'Choose one of your returns.');
    const declaration = input.declaration.trim();
    if (declaration === '' || declaration.length > LONGEST_DECLARATION || !isReadable(declaration))
      throw Refusal.invalid('declaration', 'Tick the box to say that it is right.');
    const at = this.clock.now();
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void queries.query(PAYING_FOR, [input.budgetId, actor.personId, at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'sendReturn',
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          void queries.query(SEND, [
            input.budgetId,
            this.ids.next(),
            input.from,
            input.to,
            declaration,
            londonDate(at),
            at,
            actor.personId,
          ]);
        }),
      () => undefined,
    );
    return input.budgetId;
  }
}
