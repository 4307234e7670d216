import type { Provider } from '@nestjs/common';
import { JOINT_ORDERS } from './contract/joint-orders.port.js';
import { JointOrderResolver } from './graphql/joint-order.resolver.js';
import { Ordering0190 } from './migrations/0190-joint-orders.js';
import { Ordering0191 } from './migrations/0191-approvers.js';
import { JointOrderRepository } from './persistence/joint-order.repository.js';
import { AnswerJointOrder } from './use-cases/answer-joint-order.js';
import { FollowEndedMandates } from './use-cases/follow-ended-mandates.js';
import { JointOrdersService } from './use-cases/joint-orders.service.js';
import { PlaceJointly } from './use-cases/place-jointly.js';
import { ProposeJointOrder } from './use-cases/propose-joint-order.js';

/** The second yes of those who may act for a person only together. */
export const jointMigrations = [Ordering0190, Ordering0191];

export const jointProviders: Provider[] = [
  JointOrderRepository,
  PlaceJointly,
  ProposeJointOrder,
  AnswerJointOrder,
  FollowEndedMandates,
  { provide: JOINT_ORDERS, useClass: JointOrdersService },
  JointOrderResolver,
];
