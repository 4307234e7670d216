export type { BenchmarkInput } from '../domain/benchmark.js';
export {
  type PriceKindName,
  type PriceView,
  type PublishRateCardInput,
  type RateItemInput,
  RATES,
  type RatesPort,
} from './rates.port.js';
