export { BASKETS, type BasketsPort } from './baskets.port.js';
export { OWN_DATA, type OwnDataPort } from './own-data.port.js';
export { CARD_READINESS, type CardReadiness, type CardReadinessPort } from './card-readiness.port.js';
export * from './events.js';
export { type AnswerJointOrderInput, JOINT_ORDERS, type JointOrdersPort } from './joint-orders.port.js';
export type {
  AmendmentEffect,
  AmendOrderInput,
  ByTelephone,
  MeetFirstInput,
  PatternInput,
  PlacedOrderAnswer,
  PlaceOrderInput,
  StartTelephoneCallInput,
  StartUrgentCareInput,
  WeekdayName,
} from './order-inputs.js';
export { ORDERING, type OrderingPort } from './ordering.port.js';
export type {
  CancellationEffect,
  CancelOrderInput,
  ImportedDeliveries,
  OpenVisit,
  EnterInterruptionInput,
  InterruptionInput,
  InterruptionKind,
  RecordDeliveryInput,
} from './visit-inputs.js';
export {
  type AnswerSharedOrderInput,
  type ProposeSharedOrderInput,
  SHARED_ORDERS,
  type SharedOrdersPort,
  type SharerInput,
} from './shared-orders.port.js';
export { ORDERING_RECORDS } from './records.js';
