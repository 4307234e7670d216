import type { CataloguePort, StoresPort, WantedPort } from '@owncourse/catalogue/contract';
import type { IdentityPort } from '@owncourse/identity/contract';
import {
  type CardsPort,
  type InvoicingPort,
  OWN_MONEY_NOTER,
  type SelfBillingPort,
} from '@owncourse/invoicing/contract';
import type { BudgetLifePort, LedgerPort } from '@owncourse/ledger/contract';
import { type MessagesPort, MESSAGE_WRITER } from '@owncourse/messages/contract';
import type { JointOrdersPort, OrderingPort, SharedOrdersPort } from '@owncourse/ordering/contract';
import type { RatesPort } from '@owncourse/rates/contract';
import type { Job } from './job.js';

export interface Rooms {
  readonly identity: IdentityPort;
  readonly stores: StoresPort;
  readonly ledger: LedgerPort;
  readonly budgets: BudgetLifePort;
  readonly rates: RatesPort;
  readonly ordering: OrderingPort;
  readonly sharedOrders: SharedOrdersPort;
  readonly jointOrders: JointOrdersPort;
  readonly invoicing: InvoicingPort;
  readonly selfBilling: SelfBillingPort;
  readonly messages: MessagesPort;
  readonly catalogue: CataloguePort;
  readonly wanted: WantedPort;
  readonly cards: CardsPort;
}

/** Rate cards of the last days are looked at every few minutes; at night those of the last weeks, in case a run was missed. */
const NEW_CARD_DAYS = 2;
const LATE_CARD_DAYS = 60;

/** Every job, in the order in which one depends on what another has done. */
export function dueWork({
  identity,
  stores,
  ledger,
  budgets,
  rates,
  ordering,
  sharedOrders,
  jointOrders,
  invoicing,
  selfBilling,
  messages,
  catalogue,
  wanted,
  cards,
}: Rooms): readonly Job[] {
  return [
    {
      name: 'fund-budgets',
      cron: '*/10 * * * *',
      // Pauses and ends before new money, then the visits it pays for.
      run: async () => {
        await budgets.followDays();
        await ledger.postDueInstalments();
        await ordering.repricePlans(NEW_CARD_DAYS);
        await ordering.enterHoldWindow();
      },
    },
    {
      name: 'extend-plans',
      cron: '15 2 * * *',
      // What is over is looked for when every planned visit is counted.
      run: async () => {
        await budgets.planAhead();
        await rates.keepBankHolidays();
        await ordering.repricePlans(LATE_CARD_DAYS);
        await ordering.extendPlans();
        await ordering.enterHoldWindow();
        await budgets.proposeReclaims();
      },
    },
    {
      name: 'confirm-silent',
      cron: '5 * * * *',
      // Silence has two ends: orders nobody answered go back, visits nobody spoke against count.
      run: async () => {
        await ordering.expireUnanswered();
        await ordering.confirmSilent();
        await ordering.settleUrgentCare();
        await ordering.chargeRetainers();
        await ordering.disputesToCouncil();
        await ordering.mindTrials();
      },
    },
    // Often, because somebody may be waiting alone.
    {
      name: 'watch-visits',
      cron: '*/5 * * * *',
      run: async () => {
        await ordering.alertUnstarted();
        await ordering.lapseCover();
        await ordering.endCallsLeftOpen();
        await sharedOrders.lapse();
        await jointOrders.lapse();
      },
    },
    { name: 'make-invoices', cron: '*/5 * * * *', run: () => invoicing.makeInvoices() },
    // Soon after somebody said yes to a visit, because they look whether it is paid.
    { name: 'take-cards', cron: '* * * * *', wokenBy: [OWN_MONEY_NOTER], run: () => cards.work() },
    // After the plans were made longer.
    { name: 'warn-short-weeks', cron: '15 3 * * *', run: () => ledger.noteShortWeeks() },
    { name: 'seal-ledger', cron: '* * * * *', run: () => ledger.sealTransfers() },
    {
      name: 'mind-mandates',
      cron: '20 7 * * *',
      // What was agreed to until a day, and ends soon.
      run: async () => {
        await identity.mindMandates();
        await selfBilling.tellOfEnds();
      },
    },
    // In the morning, when somebody may look at once.
    {
      name: 'remind-of-listings',
      cron: '40 7 * * *',
      run: async () => {
        await catalogue.remindOfListings();
        await wanted.endWanted();
      },
    },
    {
      name: 'mind-stores',
      cron: '*/10 * * * *',
      // A store that waits for a day is on show soon after midnight.
      run: async () => {
        await stores.showDueServices();
        await stores.noteEndingChecks();
        await stores.ageStartWords();
      },
    },
    { name: 'send-mail', cron: '* * * * *', wokenBy: [MESSAGE_WRITER], run: () => messages.sendMail() },
    { name: 'end-old-sessions', cron: '35 3 * * *', run: () => identity.sweepSessions() },
  ];
}
