export { RATE_PROPOSAL_ANSWERED, RATE_PROPOSED, type RateProposalAnswered, type RateProposed } from './events.js';
export {
  type AnswerRateProposalInput,
  type BenchmarkInput,
  type PriceKindName,
  type PriceView,
  type ProposeRateInput,
  type PublishRateCardInput,
  type RateItemInput,
  RATES,
  type RatesPort,
} from './rates.port.js';
export { RATES_RECORDS } from './records.js';
