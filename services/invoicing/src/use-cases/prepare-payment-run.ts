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
  orReplay,
  Refusal,
  rowScope,
  shortReference,
} from '@owncourse/kernel/contract';
import type { PreparePaymentRunInput } from '../contract/invoicing.port.js';
import { insertPaymentRun } from '../persistence/invoice-writes.js';

@Injectable()
export class PreparePaymentRun {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Puts approved invoices of the officer's council into a run that another officer may release. @returns its id */
  async run(actor: Actor, input: PreparePaymentRunInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'preparePaymentRun', { councilId });
    if (councilId === null) throw Refusal.notFound();
    const dueOnOrBefore = input.dueOnOrBefore ?? null;
    if (dueOnOrBefore !== null && !isDay(dueOnOrBefore)) throw Refusal.invalid('dueOnOrBefore', 'Choose a day.');
    const invoiceIds = input.invoiceIds ? [...new Set(input.invoiceIds)].sort() : null;
    if (invoiceIds?.length === 0) throw Refusal.invalid('invoiceIds', 'Choose at least one invoice.');
    if (invoiceIds && !invoiceIds.every(isId)) throw Refusal.notFound();
    const payerKinds = input.payerKinds ? [...new Set(input.payerKinds)].sort() : null;
    if (payerKinds?.length === 0) throw Refusal.invalid('payerKinds', 'Choose by whom the money is held.');
    const at = this.clock.now();
    const id = this.ids.next();
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const claimed = { dueOnOrBefore, invoiceIds, ...(payerKinds ? { payerKinds } : {}) };
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'preparePaymentRun',
            key: input.idempotencyKey,
            input: claimed,
            result: { paymentRunId: id },
            at,
          });
          void insertPaymentRun(queries, {
            councilId,
            id,
            reference: `PR-${shortReference(id)}`,
            dueOnOrBefore,
            invoiceIds,
            payerKinds,
            at,
            actorId: actor.personId,
          });
          return id;
        }),
      (stored) => String(stored['paymentRunId']),
    );
    return done.result;
  }
}
