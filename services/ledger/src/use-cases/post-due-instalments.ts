import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  atOnce,
  CLOCK,
  type Clock,
  Database,
  londonDate,
  NOBODY,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '../contract/ledger.port.js';

const DUE = statement('ledger.budgets-due', 'select * from ledger.budgets_due($1) as budget_id');
const POST = statement(
  'ledger.post-due-instalments',
  'select ledger.post_due_instalments($1, $2, $3::text[], $4, row($5::uuid, null, null)::ledger.acting)',
);

@Injectable()
export class PostDueInstalments {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Job. A budget a transaction, so that a stop half-way loses nothing and a copy beside it posts nothing twice. */
  async run(): Promise<readonly string[]> {
    const at = this.clock.now();
    const due = await this.database.call<{ budget_id: string }>(DUE, [londonDate(at)]);
    await atOnce(due, ({ budget_id }) =>
      this.database.transaction(NOBODY, (queries) => {
        void queries.query(POST, [budget_id, londonDate(at), ['INSTALMENT', 'ONE_OFF', 'YEARLY'], at, SYSTEM_ACTOR_ID]);
      }),
    );
    return due.map((row) => row.budget_id);
  }

  /** A finance officer says that a person's contributions up to today came in. */
  async contributions(actor: Actor, budget: { readonly id: string; readonly councilId: string }): Promise<void> {
    requireAccess(actor, 'recordInstalment', { councilId: budget.councilId });
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(POST, [budget.id, londonDate(at), ['CONTRIBUTION'], at, actor.personId]);
    });
  }
}
