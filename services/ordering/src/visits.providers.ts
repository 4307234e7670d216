import type { Provider } from '@nestjs/common';
import { CancelledVisitResolver, CoverResolver } from './graphql/cover.resolver.js';
import { DeliveryFileResolver } from './graphql/delivery-file.resolver.js';
import { DeliveryQuestionResolver, DisputeResolver } from './graphql/dispute.resolver.js';
import { ReplacedOrderResolver, ReplacementResolver } from './graphql/replacement.resolver.js';
import { WatchedVisitResolver, WatchingResolver } from './graphql/watching.resolver.js';
import { Ordering0020 } from './migrations/0020-delivery-files.js';
import { Ordering0023 } from './migrations/0023-disputes.js';
import { Ordering0024 } from './migrations/0024-watching.js';
import { Ordering0025 } from './migrations/0025-cover.js';
import { Ordering0110 } from './migrations/0110-credits.js';
import { Ordering0140 } from './migrations/0140-parts.js';
import { Ordering0150 } from './migrations/0150-provider-endings.js';
import { Ordering0151 } from './migrations/0151-replacements.js';
import { Ordering0170 } from './migrations/0170-times-of-day.js';
import { Ordering0201 } from './migrations/0201-one-of-several.js';
import { Ordering0240 } from './migrations/0240-room-for-a-visit.js';
import { Ordering0260 } from './migrations/0260-yes-with-room.js';
import { Ordering0820 } from './migrations/0820-standing-use.js';
import { Ordering0830 } from './migrations/0830-visits-sold.js';
import { Ordering0164 } from './migrations/0164-market-credits.js';
import { CoverRepository } from './persistence/cover.repository.js';
import { DisputeRepository } from './persistence/dispute.repository.js';
import { ReplacementRepository } from './persistence/replacement.repository.js';
import { WatchRepository } from './persistence/watch.repository.js';
import { ConfirmDeliveries } from './use-cases/confirm-deliveries.js';
import { DeliveryNotes } from './use-cases/delivery-notes.js';
import { DisputeDelivery } from './use-cases/dispute-delivery.js';
import { FindCover } from './use-cases/find-cover.js';
import { FindReplacement } from './use-cases/find-replacement.js';
import { ImportDeliveries } from './use-cases/import-deliveries.js';
import { RecordDeliveries } from './use-cases/record-deliveries.js';
import { ReplaceOrder } from './use-cases/replace-order.js';
import { SettleDispute } from './use-cases/settle-dispute.js';
import { WatchVisits } from './use-cases/watch-visits.js';

/** Visits from the day they are due: arriving, entering, confirming, questioning. */
export const visitsMigrations = [Ordering0020, Ordering0023, Ordering0024, Ordering0025];

/** A whole order that its provider stopped, and somebody else for it. */
export const replacementMigrations = [
  Ordering0150,
  Ordering0151,
  Ordering0240,
  Ordering0260,
  Ordering0820,
  Ordering0830,
];

/** After what is shared: it says anew what can be invoiced. */
export const creditMigrations = [Ordering0110, Ordering0140, Ordering0164];
/** Several times a day inside one order. */
export const timesMigrations = [Ordering0170, Ordering0201];

export const visitsProviders: Provider[] = [
  DeliveryNotes,
  RecordDeliveries,
  ImportDeliveries,
  ConfirmDeliveries,
  DisputeRepository,
  DisputeDelivery,
  SettleDispute,
  WatchRepository,
  WatchVisits,
  CoverRepository,
  FindCover,
  ReplacementRepository,
  FindReplacement,
  ReplaceOrder,
  DeliveryFileResolver,
  DisputeResolver,
  DeliveryQuestionResolver,
  WatchingResolver,
  WatchedVisitResolver,
  CoverResolver,
  CancelledVisitResolver,
  ReplacementResolver,
  ReplacedOrderResolver,
];
