import { atOnce } from '@owncourse/kernel/contract';
import { type CouncilKey, people, pickNumber } from '../content/index.js';
import { agreeLater } from './agree-bank-details.js';
import { councilKeys, officerOf } from './council-staff.js';
import { approvesInvoices, paysInvoices } from './last-days.js';
import { councilIdOf } from './money-holders.js';
import { budgetIdOf, paysNet } from './open-budgets.js';
import { act, type Story, unlessRefused } from './story.js';

const APPROVED_AT_ONCE = 1000;
const FORGETS_TO_PAY_IN_100 = 8;

/** Contributions come in, invoices are approved, payment runs are prepared and released. */
export class PlayMoney {
  private readonly prepared = new Map<CouncilKey, string>();

  constructor(private readonly story: Story) {}

  /** What people pay towards their own support, every four weeks; one in twelve is late. */
  async receiveContributions(day: string): Promise<void> {
    const paying = people.filter((person) => person.contributionPence > 0n && paysNet(person));
    await atOnce(paying, async (person) => {
      if (pickNumber(`forgets/${person.id}/${day}`, 100) < FORGETS_TO_PAY_IN_100) return;
      const personId = officerOf(person.councilKey, 'finance').personId;
      const label = `contribution/${person.id}/${day}`;
      await act(this.story, { label, day, time: '15:30', personId }, (actor) =>
        this.story.ports.ledger.receiveContributions(actor, { id: budgetIdOf(person), councilId: councilIdOf(person) }),
      );
      this.story.tally.add('contributions received');
    });
  }

  async approveInvoices(day: string): Promise<void> {
    if (!approvesInvoices(this.story.days, day)) return;
    for (const key of councilKeys) await this.approve(key, day, 1, 1);
  }

  /** One officer prepares a run. */
  async prepare(day: string): Promise<void> {
    if (!paysInvoices(this.story.days, day)) return;
    for (const key of councilKeys) {
      const runId = await this.prepareOne(key, day);
      if (runId !== null) this.prepared.set(key, runId);
    }
  }

  /** Another lets it go. */
  async release(day: string): Promise<void> {
    for (const [key, paymentRunId] of this.prepared) {
      const personId = officerOf(key, 'finance2').personId;
      await act(this.story, { label: `release/${key}/${day}`, day, time: '11:15', personId }, (actor, idempotencyKey) =>
        this.story.ports.invoicing.releasePaymentRun(actor, { paymentRunId, idempotencyKey }),
      );
      this.story.tally.add('payment runs released');
    }
    this.prepared.clear();
  }

  /** The last evening: some of the week's invoices are approved, and a run waits for its second officer. */
  async leaveOpen(day: string): Promise<void> {
    for (const key of councilKeys) {
      await this.approve(key, day, 3, 5);
      await this.prepareOne(key, day);
    }
  }

  private async approve(key: CouncilKey, day: string, part: number, of: number): Promise<void> {
    const { invoicing } = this.story.ports;
    const personId = officerOf(key, 'finance').personId;
    for (let turn = 0; ; turn += 1) {
      const approved = await act(
        this.story,
        { label: `approve-invoices/${key}/${day}/${turn}`, day, time: '14:15', personId },
        async (actor, idempotencyKey) => {
          const waiting = await invoicing.invoicesToApprove(actor, APPROVED_AT_ONCE);
          const chosen = waiting.slice(0, Math.trunc((waiting.length * part) / of));
          if (chosen.length > 0) await invoicing.approveInvoices(actor, { invoiceIds: chosen, idempotencyKey });
          return chosen.length;
        },
      );
      this.story.tally.add('invoices approved', approved);
      if (part < of || approved < APPROVED_AT_ONCE) return;
    }
  }

  private async prepareOne(key: CouncilKey, day: string): Promise<string | null> {
    await agreeLater(this.story, key, day);
    const personId = officerOf(key, 'finance').personId;
    return unlessRefused(this.story.tally, ['NOTHING_TO_PAY', 'PAYMENTS_WAIT_FOR_BANK_DETAILS'], () =>
      act(this.story, { label: `prepare/${key}/${day}`, day, time: '16:40', personId }, (actor, idempotencyKey) =>
        this.story.ports.invoicing.preparePaymentRun(actor, { idempotencyKey }),
      ),
    );
  }
}
