export * from './events.js';
export {
  type AmendmentEffect,
  type AmendOrderInput,
  type CancellationEffect,
  type CancelOrderInput,
  type ImportedDeliveries,
  type OpenVisit,
  type EnterInterruptionInput,
  type InterruptionInput,
  type InterruptionKind,
  ORDERING,
  type OrderingPort,
  type PatternInput,
  type PlacedOrderAnswer,
  type PlaceOrderInput,
  type RecordDeliveryInput,
  type StartUrgentCareInput,
  type WeekdayName,
} from './ordering.port.js';
export {
  type AnswerSharedOrderInput,
  type ProposeSharedOrderInput,
  SHARED_ORDERS,
  type SharedOrdersPort,
  type SharerInput,
} from './shared-orders.port.js';
