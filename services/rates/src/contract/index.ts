export {
  type BenchmarkInput,
  type PriceKindName,
  type PriceView,
  type PublishRateCardInput,
  type RateItemInput,
  RATES,
  type RatesPort,
} from './rates.port.js';
