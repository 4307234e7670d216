import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
import { type Actor, CLOCK, type Clock, Database, isId, rowScope, statement } from '@owncourse/kernel/contract';
import type { RunFileAsked, WrittenDocument } from '../contract/paying.port.js';
import { bacsStandard18 } from '../domain/bacs-standard-18.js';
import type { BankAccount, PaymentFile } from '../domain/payment-file.js';
import { pain001 } from '../export/pain-001.js';

const FACTS = statement('invoicing.run-file-facts', 'select invoicing.run_file_facts($1, $2, $3) as facts');
const TAKEN = statement('invoicing.note-file-taken', 'select invoicing.note_file_taken($1, $2, $3, $4, $5, $6)');

interface Facts {
  readonly reference: string;
  readonly releasedAt: string;
  readonly releasedOn: string;
  readonly processingOn: string;
  readonly from: (BankAccount & { readonly serviceUserNumber: string }) | null;
  readonly payments: readonly (BankAccount & { readonly reference: string; readonly amountPence: string })[];
}

function fileOf(facts: Facts, from: NonNullable<Facts['from']>): PaymentFile {
  const { reference, releasedAt, releasedOn, processingOn } = facts;
  return {
    reference,
    releasedAt,
    releasedOn,
    processingOn,
    serviceUserNumber: from.serviceUserNumber,
    from,
    payments: facts.payments.map((one) => ({ to: one, pence: BigInt(one.amountPence), reference: one.reference })),
  };
}

/** The bank's file of a released run, for the officer who released it and nobody else. Each time it is taken is noted. */
@Injectable()
export class WriteRunFile {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { paymentRunId, format }: RunFileAsked): Promise<WrittenDocument | null> {
    const { councilId } = actor;
    if (!isId(paymentRunId) || councilId === null || !mayDo(actor, 'paymentRuns', { councilId })) return null;
    return this.database.transaction(rowScope(actor), async (queries) => {
      const [row] = await queries.query<{ facts: Facts | null }>(FACTS, [councilId, paymentRunId, actor.personId]);
      if (!row?.facts) return null;
      const { facts } = row;
      if (facts.from === null)
        return { problems: ['The council has no account to pay from. Ask the operator to add it, then try again.'] };
      if (facts.payments.length === 0) return { problems: ['The bank has nothing to pay: all of it was taken off.'] };
      const file = fileOf(facts, facts.from);
      const content = Buffer.from(format === 'BACS' ? bacsStandard18(file) : pain001(file));
      const sha256 = createHash('sha256').update(content).digest('hex');
      void queries.query(TAKEN, [councilId, paymentRunId, format, actor.personId, this.clock.now(), sha256]);
      return { content };
    });
  }
}
