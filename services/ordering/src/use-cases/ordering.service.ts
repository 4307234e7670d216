import { Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import { type Actor, type Pence, Database, rowScope, statement } from '@owncourse/kernel/contract';
import type {
  AmendmentEffect,
  AgreeOwnMoneyInput,
  AmendOrderInput,
  ByTelephone,
  PlacedOrderAnswer,
  PlaceOrderInput,
  StartTelephoneCallInput,
  StartUrgentCareInput,
} from '../contract/order-inputs.js';
import type { OrderingPort } from '../contract/ordering.port.js';
import type {
  CancellationEffect,
  CancelOrderInput,
  ImportedDeliveries,
  OpenVisit,
  RecordDeliveryInput,
  EnterInterruptionInput,
} from '../contract/visit-inputs.js';
import { AmendOrder } from './amend-order.js';
import { AnswerChange, type AnswerChangeInput } from './answer-change.js';
import { AnswerOrder } from './answer-order.js';
import { CancelOrder } from './cancel-order.js';
import { ComeHome, type ComeHomeInput } from './come-home.js';
import { ContinueTrial, type ContinueTrialInput, type LeaveTrialInput } from './continue-trial.js';
import { ConfirmDeliveries } from './confirm-deliveries.js';
import { DisputeDelivery } from './dispute-delivery.js';
import { EnterInterruption } from './enter-interruption.js';
import { type CoverOption, FindCover } from './find-cover.js';
import { ImportDeliveries } from './import-deliveries.js';
import { KeepPlans } from './keep-plans.js';
import { PlaceOrder } from './place-order.js';
import { PostLetters } from './post-letters.js';
import { ReadBackOrder } from './read-back-order.js';
import { RecordDeliveries } from './record-deliveries.js';
import { AgreeOwnPart } from './agree-own-part.js';
import { ReplaceOrder } from './replace-order.js';
import { RepricePlans } from './reprice-plans.js';
import { ResumeOrder, type ResumeOrderInput } from './resume-order.js';
import { StartUrgentCare } from './start-urgent-care.js';
import { SettleDispute } from './settle-dispute.js';
import { TakeCalls } from './take-calls.js';
import { WatchVisits } from './watch-visits.js';

const TO_DELIVER = statement(
  'ordering.visits-to-deliver',
  `select c.id as "occurrenceId", c.order_id as "orderId", c.person_id as "personId", null as "deliveryId", c.on_date as "onDate", c.starts_at as "startsAt", c.ends_at as "endsAt",
     trim_scale(c.quantity)::text as quantity, v.place
   from ordering.occurrence c
   join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id and o.status in ('ACCEPTED', 'ACTIVE')
   join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
   join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
   where c.provider_id = $1 and c.status = 'HELD' and c.on_date <= $2 order by c.starts_at, c.id limit 1000`,
);
const TO_CONFIRM = statement(
  'ordering.visits-to-confirm',
  `select d.occurrence_id as "occurrenceId", d.order_id as "orderId", d.person_id as "personId", d.id as "deliveryId", d.on_date as "onDate", d.started_at as "startsAt",
     d.ended_at as "endsAt", trim_scale(d.quantity)::text as quantity, d.place
   from ordering.delivery d where d.person_id = $1 and d.status = 'RECORDED' order by d.started_at, d.id limit 200`,
);

/** The door of ordering: one line a verb. */
@Injectable()
export class OrderingService implements OrderingPort {
  constructor(
    private readonly database: Database,
    private readonly placing: PlaceOrder,
    private readonly answering: AnswerOrder,
    private readonly cancelling: CancelOrder,
    private readonly recording: RecordDeliveries,
    private readonly importing: ImportDeliveries,
    private readonly confirming: ConfirmDeliveries,
    private readonly disputing: DisputeDelivery,
    private readonly settling: SettleDispute,
    private readonly watching: WatchVisits,
    private readonly covering: FindCover,
    private readonly replacing: ReplaceOrder,
    private readonly plans: KeepPlans,
    private readonly amending: AmendOrder,
    private readonly changes: AnswerChange,
    private readonly resuming: ResumeOrder,
    private readonly urgent: StartUrgentCare,
    private readonly repricing: RepricePlans,
    private readonly ownPart: AgreeOwnPart,
    private readonly interrupting: EnterInterruption,
    private readonly coming: ComeHome,
    private readonly letters: PostLetters,
    private readonly trials: ContinueTrial,
    private readonly calls: TakeCalls,
    private readonly readingBack: ReadBackOrder,
  ) {}

  async placeOrder(actor: Actor, input: PlaceOrderInput): Promise<PlacedOrderAnswer> {
    const { orderId, fresh } = await this.placing.run(actor, input);
    return { orderId, awaitsApproval: fresh === null ? null : fresh.status === 'AWAITING_APPROVAL' };
  }

  async continueTrial(actor: Actor, input: ContinueTrialInput): Promise<string> {
    return (await this.trials.run(actor, input)).orderId;
  }

  leaveTrial(actor: Actor, input: LeaveTrialInput): Promise<void> {
    return this.trials.leave(actor, input);
  }

  mindTrials(): Promise<number> {
    return this.trials.mind();
  }

  acceptOrder(actor: Actor, input: Parameters<OrderingPort['acceptOrder']>[1]): Promise<void> {
    return this.answering.accept(actor, input);
  }

  declineOrder(actor: Actor, input: { orderId: string; idempotencyKey: string; reason: string }): Promise<void> {
    return this.answering.decline(actor, input);
  }

  decideOrder(actor: Actor, input: Parameters<OrderingPort['decideOrder']>[1]): Promise<void> {
    return this.answering.decide(actor, input);
  }

  cancelOrder(actor: Actor, input: CancelOrderInput): Promise<void> {
    return this.cancelling.run(actor, input);
  }

  previewCancellation(
    actor: Actor,
    input: Omit<CancelOrderInput, 'idempotencyKey' | 'agreedFeePence'>,
  ): Promise<CancellationEffect> {
    return this.cancelling.preview(actor, input);
  }

  amendOrder(actor: Actor, input: AmendOrderInput): Promise<void> {
    return this.amending.run(actor, input);
  }

  previewAmendment(actor: Actor, input: AmendOrderInput): Promise<AmendmentEffect> {
    return this.amending.preview(actor, input);
  }

  answerChange(actor: Actor, input: AnswerChangeInput): Promise<void> {
    return this.changes.run(actor, input);
  }

  resumeOrder(actor: Actor, input: ResumeOrderInput): Promise<void> {
    return this.resuming.run(actor, input);
  }

  startUrgentCare(actor: Actor, input: StartUrgentCareInput): Promise<string> {
    return this.urgent.run(actor, input);
  }

  enterInterruption(actor: Actor, input: EnterInterruptionInput): Promise<string> {
    return this.interrupting.run(actor, input);
  }

  comeHome(actor: Actor, input: ComeHomeInput): Promise<void> {
    return this.coming.run(actor, input);
  }

  letterPdf(actor: Actor, letterId: string): Promise<Buffer | null> {
    return this.letters.pdf(actor, letterId);
  }

  markLetterPosted(actor: Actor, input: { letterId: string; idempotencyKey: string }): Promise<void> {
    return this.letters.markPosted(actor, input);
  }

  chargeRetainers(): Promise<number> {
    return this.coming.chargeRetainers();
  }

  settleUrgentCare(): Promise<number> {
    return this.urgent.settle();
  }

  recordDeliveries(
    actor: Actor,
    inputs: readonly RecordDeliveryInput[],
    idempotencyKey: string,
  ): Promise<readonly string[]> {
    return this.recording.run(actor, inputs, idempotencyKey);
  }

  deliveryTemplate(actor: Actor): Promise<string> {
    return this.importing.template(actor);
  }

  importDeliveries(actor: Actor, csv: string, dryRun: boolean): Promise<ImportedDeliveries> {
    return this.importing.run(actor, csv, dryRun);
  }

  confirmDeliveries(
    actor: Actor,
    deliveryIds: readonly string[],
    idempotencyKey: string,
    byTelephone?: ByTelephone | null,
  ): Promise<void> {
    return this.confirming.run(actor, deliveryIds, idempotencyKey, byTelephone);
  }

  disputeDelivery(
    actor: Actor,
    input: { deliveryId: string; idempotencyKey: string; reason: string; byTelephone?: ByTelephone | null },
  ): Promise<void> {
    return this.disputing.dispute(actor, input);
  }

  startTelephoneCall(actor: Actor, input: StartTelephoneCallInput): Promise<string> {
    return this.calls.start(actor, input);
  }

  endTelephoneCall(actor: Actor, input: { callId: string; idempotencyKey: string }): Promise<void> {
    return this.calls.end(actor, input);
  }

  orderReadBack(actor: Actor, input: PlaceOrderInput, callId: string): Promise<readonly string[]> {
    return this.readingBack.run(actor, input, callId);
  }

  endCallsLeftOpen(): Promise<number> {
    return this.calls.endLeftOpen();
  }

  settleDispute(actor: Actor, input: { deliveryId: string; idempotencyKey: string; quantity: string }): Promise<void> {
    return this.disputing.settle(actor, input);
  }

  writeInDispute(actor: Actor, input: { disputeId: string; idempotencyKey: string; body: string }): Promise<void> {
    return this.settling.write(actor, input);
  }

  askCouncil(actor: Actor, input: { disputeId: string; idempotencyKey: string }): Promise<void> {
    return this.settling.askCouncil(actor, input);
  }

  closeDispute(actor: Actor, input: { disputeId: string; idempotencyKey: string; agreedPence: Pence }): Promise<void> {
    return this.settling.close(actor, input);
  }

  decideDispute(
    actor: Actor,
    input: {
      disputeId: string;
      idempotencyKey: string;
      decision: 'PAY_FULL' | 'PAY_PART' | 'PAY_NOTHING';
      quantity?: string | null;
      reason: string;
    },
  ): Promise<void> {
    return this.settling.decide(actor, input);
  }

  disputesToCouncil(): Promise<number> {
    return this.settling.toCouncil();
  }

  cancelAsProvider(
    actor: Actor,
    input: { orderId: string; occurrenceId?: string | null; idempotencyKey: string; reason: string },
  ): Promise<void> {
    return this.covering.cancel(actor, input);
  }

  coverOptions(actor: Actor, occurrenceId: string): Promise<readonly CoverOption[]> {
    return this.covering.options(actor, occurrenceId);
  }

  askForCover(
    actor: Actor,
    input: { occurrenceId: string; variantIds: readonly string[]; idempotencyKey: string },
  ): Promise<string> {
    return this.covering.ask(actor, input);
  }

  askForReplacement(
    actor: Actor,
    input: { orderId: string; fromOn: string; variantIds: readonly string[]; idempotencyKey: string },
  ): Promise<string> {
    return this.replacing.ask(actor, input);
  }

  withdrawCover(actor: Actor, input: { requestId: string; idempotencyKey: string }): Promise<void> {
    return this.replacing.withdraw(actor, input);
  }

  answerCover(actor: Actor, input: { requestId: string; accept: boolean; reason?: string | null }): Promise<void> {
    return this.covering.answer(actor, input);
  }

  lapseCover(): Promise<number> {
    return this.covering.lapse();
  }

  startVisit(
    actor: Actor,
    input: { occurrenceId: string; idempotencyKey: string; startedAt: string; workerName: string },
  ): Promise<void> {
    return this.watching.start(actor, input);
  }

  setSilence(
    actor: Actor,
    input: { personId: string; idempotencyKey: string; confirms: boolean; reason: string },
  ): Promise<void> {
    return this.watching.setSilence(actor, input);
  }

  alertUnstarted(): Promise<number> {
    return this.watching.alert();
  }

  visitsToDeliver(actor: Actor, through: string): Promise<readonly OpenVisit[]> {
    requireAccess(actor, 'recordDelivery', { organisationId: actor.organisationId });
    return this.database.transaction(rowScope(actor), (queries) =>
      queries.query<OpenVisit>(TO_DELIVER, [actor.organisationId, through]),
    );
  }

  visitsToConfirm(actor: Actor, personId: string): Promise<readonly OpenVisit[]> {
    requireAccess(actor, 'confirmDelivery', { personId });
    return this.database.transaction(rowScope(actor), (queries) => queries.query<OpenVisit>(TO_CONFIRM, [personId]));
  }

  agreePriceRise(actor: Actor, input: { orderId: string; idempotencyKey: string; riseId: string }): Promise<void> {
    return this.repricing.agree(actor, input);
  }

  agreeOwnMoney(actor: Actor, input: AgreeOwnMoneyInput): Promise<void> {
    return this.ownPart.run(actor, input);
  }

  repricePlans(lookBackDays: number): Promise<number> {
    return this.repricing.run(lookBackDays);
  }

  enterHoldWindow(): Promise<void> {
    return this.plans.enterHoldWindow();
  }

  extendPlans(): Promise<void> {
    return this.plans.extendPlans();
  }

  expireUnanswered(): Promise<number> {
    return this.answering.expire();
  }

  confirmSilent(): Promise<number> {
    return this.confirming.silent();
  }
}
