import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  isDay,
  londonDate,
  type Pence,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { RunException, RunPreview, RunPreviewAsked } from '../contract/paying.port.js';

const TO_PAY = statement('invoicing.to-pay', 'select * from invoicing.to_pay($1, $2, $3::text[], $4)');
const TAKE_OFF = statement('invoicing.to-take-off', 'select * from invoicing.to_take_off($1, $2::uuid[])');
const NOT_READY = statement('invoicing.not-ready', 'select * from invoicing.not_ready($1, $2, $3::text[], $4)');
const CAN_PAY = statement('invoicing.can-pay-on', 'select invoicing.can_pay_on($1, $2) as can');

interface ToPay {
  readonly invoice_id: string;
  readonly provider_id: string;
  readonly number: string;
  readonly total_pence: Pence;
  readonly standing: string;
}

function sumBy<Row>(rows: readonly Row[], key: (row: Row) => string, pence: (row: Row) => Pence): Map<string, Pence> {
  const sums = new Map<string, Pence>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0n) + pence(row));
  return sums;
}

/** A payment run on trial: what it would pay, and each thing it would leave. Only reads. */
@Injectable()
export class PreviewRun {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { dueOnOrBefore, payerKinds }: RunPreviewAsked): Promise<RunPreview> {
    const { councilId } = actor;
    requireAccess(actor, 'paymentRunPreview', { councilId });
    if (councilId === null) throw Refusal.notFound();
    if (dueOnOrBefore !== null && !isDay(dueOnOrBefore)) throw Refusal.invalid('dueOnOrBefore', 'Choose a day.');
    return this.database.transaction(rowScope(actor), async (queries) => {
      const today = londonDate(this.clock.now());
      const asked = [councilId, dueOnOrBefore, payerKinds, today];
      const [due, notReady, [from]] = await Promise.all([
        queries.query<ToPay>(TO_PAY, asked),
        queries.query<{ kind: string; invoice_id: string; provider_id: string; number: string; total_pence: Pence }>(
          NOT_READY,
          asked,
        ),
        queries.query<{ can: boolean }>(CAN_PAY, [councilId, today]),
      ]);
      const payable = due.filter(({ standing }) => standing === 'AGREED');
      const off = await queries.query<{ provider_id: string; pence: Pence }>(TAKE_OFF, [
        councilId,
        payable.map(({ invoice_id }) => invoice_id),
      ]);
      const paid = sumBy(
        payable,
        (row) => row.provider_id,
        (row) => row.total_pence,
      );
      const taken = sumBy(
        off,
        (row) => row.provider_id,
        (row) => row.pence,
      );
      const held = sumBy(
        due.filter(({ standing }) => standing !== 'AGREED'),
        (row) => `${row.standing} ${row.provider_id}`,
        (row) => row.total_pence,
      );
      // Together: approving them is a list of its own.
      const notApproved = notReady.reduce((sum, row) => sum + (row.kind === 'NOT_APPROVED' ? row.total_pence : 0n), 0n);
      const nothingLeft = [...paid].filter(([providerId, pence]) => pence === (taken.get(providerId) ?? 0n));
      const aboutProvider = (kind: string, providerId: string, pence: Pence): RunException => ({
        kind,
        providerId,
        invoiceId: null,
        invoiceNumber: null,
        pence,
      });
      return {
        invoiceCount: payable.length,
        paymentCount: paid.size - nothingLeft.length,
        invoicePence: payable.reduce((sum, row) => sum + row.total_pence, 0n),
        takenOffPence: off.reduce((sum, row) => sum + row.pence, 0n),
        exceptions: [
          ...(from?.can === true
            ? []
            : [{ kind: 'NO_PAYING_ACCOUNT', providerId: null, invoiceId: null, invoiceNumber: null, pence: 0n }]),
          ...[...held].map(([key, pence]) => {
            const [standing = '', providerId = ''] = key.split(' ');
            return aboutProvider(standing, providerId, pence);
          }),
          ...nothingLeft.map(([providerId, pence]) => aboutProvider('NOTHING_LEFT', providerId, pence)),
          ...notReady
            .filter(({ kind }) => kind !== 'NOT_APPROVED')
            .map((row) => ({
              kind: row.kind,
              providerId: row.provider_id,
              invoiceId: row.invoice_id,
              invoiceNumber: row.number,
              pence: row.total_pence,
            })),
          ...(notApproved === 0n
            ? []
            : [{ kind: 'NOT_APPROVED', providerId: null, invoiceId: null, invoiceNumber: null, pence: notApproved }]),
        ],
      };
    });
  }
}
