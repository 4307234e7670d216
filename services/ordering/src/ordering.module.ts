import { Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { BASKETS } from './contract/baskets.port.js';
import { ORDERING } from './contract/ordering.port.js';
import { OWN_DATA } from './contract/own-data.port.js';
import { JOINT_ORDERS } from './contract/joint-orders.port.js';
import { SHARED_ORDERS } from './contract/shared-orders.port.js';
import { ActResolver } from './graphql/act.resolver.js';
import { FewerVisitsResolver } from './graphql/fewer-visits.resolver.js';
import { OrderMutationsResolver } from './graphql/order-mutations.resolver.js';
import { DeliveryResolver, OccurrenceResolver, OrderEventResolver, OrderResolver } from './graphql/order.resolver.js';
import { StatementLineResolver } from './graphql/statement-line.resolver.js';
import { PlanResolver } from './graphql/plan.resolver.js';
import { Ordering0001 } from './migrations/0001-ordering.js';
import { Ordering0009 } from './migrations/0009-ended-budgets.js';
import { Ordering0090 } from './migrations/0090-changed-orders.js';
import { ActRepository } from './persistence/act.repository.js';
import { Ordering0019 } from './migrations/0019-facts.js';
import { Ordering0021 } from './migrations/0021-needs.js';
import { Ordering0002 } from './migrations/0002-plans.js';
import { officersMigrations, officersProviders } from './officers.providers.js';
import { Ordering0003 } from './migrations/0003-repricing.js';
import { Ordering0004 } from './migrations/0004-billable-days.js';
import { Ordering0375 } from './migrations/0375-charged-twice.js';
import { Ordering0430 } from './migrations/0430-month-at-once.js';
import { Ordering0450 } from './migrations/0450-billable-times.js';
import { OrderRepository } from './persistence/order.repository.js';
import { AmendOrder } from './use-cases/amend-order.js';
import { AnswerChange } from './use-cases/answer-change.js';
import { AnswerOrder } from './use-cases/answer-order.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { FollowEndedBudgets } from './use-cases/follow-ended-budgets.js';
import { KeepPlans } from './use-cases/keep-plans.js';
import { OrderingService } from './use-cases/ordering.service.js';
import { PlaceOrder } from './use-cases/place-order.js';
import { RepricePlans } from './use-cases/reprice-plans.js';
import { ResumeOrder } from './use-cases/resume-order.js';
import { WriteLetters } from './use-cases/write-letters.js';
import { ownBuyingMigrations, ownBuyingProviders } from './own-buying.providers.js';
import { ownMoneyMigrations, ownMoneyProviders } from './own-money.providers.js';
import { trialsMigrations, trialsProviders } from './trials.providers.js';
import { jointMigrations, jointProviders } from './joint.providers.js';
import { sharedMigrations, sharedProviders } from './shared.providers.js';
import { FollowEndedMandates } from './use-cases/follow-ended-mandates.js';
import { FollowSharedOrders } from './use-cases/follow-shared-orders.js';
import {
  creditMigrations,
  replacementMigrations,
  timesMigrations,
  visitsMigrations,
  visitsProviders,
} from './visits.providers.js';
import { ORDERING_RECORDS } from './contract/records.js';
import { orderingRecords } from './persistence/records/person-records.js';

export const orderingMigrations = [
  Ordering0001,
  Ordering0002,
  ...officersMigrations,
  Ordering0003,
  Ordering0004,
  Ordering0009,
  Ordering0019,
  Ordering0021,
  ...visitsMigrations,
  Ordering0090,
  ...trialsMigrations,
  ...ownMoneyMigrations,
  ...sharedMigrations,
  ...creditMigrations,
  ...replacementMigrations,
  ...timesMigrations,
  ...jointMigrations,
  Ordering0430,
  ...ownBuyingMigrations,
  Ordering0450,
  Ordering0375,
];

@Module({
  providers: [
    { provide: ORDERING_RECORDS, useValue: orderingRecords },
    OrderRepository,
    ActRepository,
    PlaceOrder,
    AmendOrder,
    AnswerChange,
    ResumeOrder,
    RepricePlans,
    AnswerOrder,
    CancelOrder,
    KeepPlans,
    FollowEndedBudgets,
    // One list for the room: of two under the same name only the last would be heard.
    {
      provide: EVENT_CONSUMERS,
      useFactory: (...consumers: EventConsumer[]): EventConsumer[] => consumers,
      inject: [FollowEndedBudgets, WriteLetters, FollowSharedOrders, FollowEndedMandates],
    },
    { provide: ORDERING, useClass: OrderingService },
    OrderResolver,
    ...officersProviders,
    ...visitsProviders,
    ...trialsProviders,
    ...ownMoneyProviders,
    ...ownBuyingProviders,
    ...sharedProviders,
    ...jointProviders,
    ActResolver,
    OrderEventResolver,
    OccurrenceResolver,
    DeliveryResolver,
    OrderMutationsResolver,
    PlanResolver,
    StatementLineResolver,
    FewerVisitsResolver,
  ],
  exports: [ORDERING_RECORDS, ORDERING, SHARED_ORDERS, JOINT_ORDERS, BASKETS, OWN_DATA],
})
export class OrderingModule {}
