import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { ExplainBankLineInput } from '../contract/bank.port.js';
import { BankRepository } from '../persistence/bank.repository.js';
import { EXPLAIN, UNDO } from '../persistence/bank-writes.js';
import { PAYING_FOR } from '../persistence/expense-writes.js';

@Injectable()
export class ExplainBankLine {
  constructor(
    private readonly database: Database,
    private readonly bank: BankRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Refuses WRONG_STATE where line or entry is taken, BANK_SUM_DIFFERS. @returns the line's id */
  explain(actor: Actor, input: ExplainBankLineInput): Promise<string> {
    const entryId = input.entryId ?? null;
    if ((input.kind === 'NOT_THIS_BUDGET') !== (entryId === null) || (entryId !== null && !isId(entryId)))
      throw Refusal.invalid('entryId', 'Choose one of the proposals.');
    return this.say(actor, 'explainBankLine', input, (queries, at, asOfficer) => {
      const values = [input.lineId, this.ids.next(), input.kind, entryId, asOfficer, at, actor.personId];
      void queries.query(EXPLAIN, values);
    });
  }

  /** Refuses WRONG_STATE. @returns the line's id */
  undo(actor: Actor, input: { readonly lineId: string; readonly idempotencyKey: string }): Promise<string> {
    return this.say(actor, 'undoBankExplanation', input, (queries, at, asOfficer) => {
      void queries.query(UNDO, [input.lineId, asOfficer, at, actor.personId]);
    });
  }

  private async say(
    actor: Actor,
    operation: 'explainBankLine' | 'undoBankExplanation',
    input: { readonly lineId: string; readonly idempotencyKey: string },
    work: (queries: Queries, at: Date, asOfficer: boolean) => void,
  ): Promise<string> {
    const { idempotencyKey, ...rest } = input;
    const line = isId(input.lineId)
      ? await this.database.transaction(rowScope(actor), (queries) => this.bank.line(queries, input.lineId))
      : null;
    if (!line) throw Refusal.notFound();
    const whose = { personId: line.person_id, councilId: line.council_id };
    requireAccess(actor, operation, whose);
    // Of money that the person does not hold; the database looks at whose hands it was in that day.
    const asOfficer = !mayDo(actor, operation, { personId: line.person_id });
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          if (!asOfficer) void queries.query(PAYING_FOR, [line.budget_id, actor.personId, at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation,
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          work(queries, at, asOfficer);
        }),
      () => undefined,
    );
    return line.id;
  }
}
