import type { Provider } from '@nestjs/common';
import { SHARED_ORDERS } from './contract/shared-orders.port.js';
import { OrderSharedResolver, SharedOrderResolver } from './graphql/shared-order.resolver.js';
import { Ordering0098 } from './migrations/0098-shared-orders.js';
import { SharedOrderRepository } from './persistence/shared-order.repository.js';
import { AnswerSharedOrder } from './use-cases/answer-shared-order.js';
import { FollowSharedOrders } from './use-cases/follow-shared-orders.js';
import { PlaceTogether } from './use-cases/place-together.js';
import { ProposeSharedOrder } from './use-cases/propose-shared-order.js';
import { SharedOrdersService } from './use-cases/shared-orders.service.js';

/** Ordering together. */
export const sharedMigrations = [Ordering0098];

export const sharedProviders: Provider[] = [
  SharedOrderRepository,
  PlaceTogether,
  ProposeSharedOrder,
  AnswerSharedOrder,
  FollowSharedOrders,
  { provide: SHARED_ORDERS, useClass: SharedOrdersService },
  SharedOrderResolver,
  OrderSharedResolver,
];
