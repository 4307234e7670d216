export * from './events.js';
export {
  type AmendmentEffect,
  type AmendOrderInput,
  type ByTelephone,
  type CancellationEffect,
  type CancelOrderInput,
  type ImportedDeliveries,
  type OpenVisit,
  type EnterInterruptionInput,
  type InterruptionInput,
  type InterruptionKind,
  type MeetFirstInput,
  ORDERING,
  type OrderingPort,
  type PatternInput,
  type PlacedOrderAnswer,
  type PlaceOrderInput,
  type RecordDeliveryInput,
  type StartTelephoneCallInput,
  type StartUrgentCareInput,
  type WeekdayName,
} from './ordering.port.js';
export { type AnswerJointOrderInput, JOINT_ORDERS, type JointOrdersPort } from './joint-orders.port.js';
export {
  type AnswerSharedOrderInput,
  type ProposeSharedOrderInput,
  SHARED_ORDERS,
  type SharedOrdersPort,
  type SharerInput,
} from './shared-orders.port.js';
