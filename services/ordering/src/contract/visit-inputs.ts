import type { Pence } from '@owncourse/kernel/contract';
import type { ByTelephone } from './order-inputs.js';

export type InterruptionKind = 'HOSPITAL' | 'HOLIDAY' | 'DEATH';

export interface InterruptionInput {
  readonly personId: string;
  readonly kind: InterruptionKind;
  /** London day: the first away, or that of the death. */
  readonly fromOn: string;
  /** The last away; absent while nobody knows, and for a death. */
  readonly toOn?: string | null;
}

export interface CancelPausedVisitsInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly agreedFeePence: Pence;
}

export interface EnterInterruptionInput extends InterruptionInput {
  readonly agreedFeePence: Pence;
  readonly idempotencyKey: string;
}

export interface RecordDeliveryInput {
  readonly occurrenceId: string;
  readonly idempotencyKey: string;
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
}

export interface CancelOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** One visit. Absent, and without a day: everything that is not delivered yet. */
  readonly occurrenceId?: string | null;
  /** All visits from this day on, through `throughOn` or to the end: the rest. */
  readonly fromOn?: string | null;
  readonly throughOn?: string | null;
  readonly agreedFeePence: Pence;
  readonly reason?: string | null;
  readonly byTelephone?: ByTelephone | null;
}

/** What a cancellation costs and gives back, as it would be at this moment. */
export interface CancellationEffect {
  readonly visits: number;
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  readonly feePence: Pence;
  /** Promised money that comes back. */
  readonly givenBackPence: Pence;
  /** Days with too little notice, and what their visits cost together. */
  readonly late: readonly { readonly day: string; readonly feePence: Pence }[];
}

/** A visit that a provider has yet to deliver, or a note a person has yet to confirm: for batch verbs. */
export interface OpenVisit {
  readonly occurrenceId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly deliveryId: string | null;
  readonly onDate: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: string;
  readonly place: string;
}

/** What became of a file of visits; row 1 is the heading. */
export interface ImportedDeliveries {
  readonly rows: number;
  readonly leftEmpty: number;
  readonly enteredBefore: number;
  readonly entered: number;
  readonly problems: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly reason: string;
  }[];
}
