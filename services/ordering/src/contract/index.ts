export * from './events.js';
export {
  type CancelOrderInput,
  type ImportedDeliveries,
  type OpenVisit,
  ORDERING,
  type OrderingPort,
  type PlaceOrderInput,
  type RecordDeliveryInput,
  type WeekdayName,
} from './ordering.port.js';
