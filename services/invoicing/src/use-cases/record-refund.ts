import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  formatPounds,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import type { RecordRefundInput } from '../contract/invoicing.port.js';
import { insertRefund } from '../persistence/credit-writes.js';
import { CreditNoteRepository } from '../persistence/credit-note.repository.js';
import { GiveMoneyBack } from './give-money-back.js';

@Injectable()
export class RecordRefund {
  constructor(
    private readonly database: Database,
    private readonly notes: CreditNoteRepository,
    private readonly giving: GiveMoneyBack,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A finance officer writes down that a provider paid back some of what it owes: settlement → invoiced. @returns the note's id */
  async run(actor: Actor, input: RecordRefundInput): Promise<string> {
    const { creditNoteId, pence, receivedOn } = input;
    const note = isId(creditNoteId) ? await this.notes.seenBy(actor, creditNoteId) : null;
    if (!note) throw Refusal.notFound();
    requireAccess(actor, 'recordProviderRefund', { councilId: note.council_id });
    const at = this.clock.now();
    if (pence < 1n) throw Refusal.invalid('amountPence', 'Enter how much was paid back, more than £0.');
    if (!isDay(receivedOn) || receivedOn > londonDate(at) || receivedOn < note.issued_on)
      throw Refusal.invalid('receivedOn', 'Enter the day it came: from the credit note’s day to today.');
    const id = this.ids.next();
    try {
      await orReplay(
        () =>
          this.database.transaction(rowScope(actor), async (queries) => {
            void claimKey(queries, {
              actorId: actor.personId,
              operation: 'recordProviderRefund',
              key: input.idempotencyKey,
              input: { creditNoteId: note.id, pence: pence.toString(), receivedOn },
              result: { creditNoteId: note.id },
              at,
            });
            void lockBudgets(queries, [note.budget_id], false);
            void insertRefund(queries, {
              councilId: note.council_id,
              creditNoteId: note.id,
              id,
              pence,
              on: receivedOn,
              at,
              actorId: actor.personId,
            });
            const recovery = { ...note, id, credit_note_id: note.id, amount_pence: pence };
            const acting = { actorId: actor.personId, onBehalfOf: null, mandateId: null };
            await this.giving.recover(queries, 'REFUNDED', [recovery], receivedOn, acting);
          }),
        () => undefined,
      );
    } catch (error) {
      if (error instanceof Refusal && error.code === 'MORE_THAN_OWED')
        throw Refusal.invalid(
          'amountPence',
          `Enter at most ${formatPounds(BigInt(String(error.details['leftPence'])))}.`,
        );
      throw error;
    }
    return note.id;
  }
}
