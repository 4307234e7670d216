export * from './events.js';
export {
  type CancelOrderInput,
  type OpenVisit,
  ORDERING,
  type OrderingPort,
  type PlaceOrderInput,
  type RecordDeliveryInput,
  type WeekdayName,
} from './ordering.port.js';
