import { Module } from '@nestjs/common';
import { RATES } from './contract/rates.port.js';
import { PriceReader } from './graphql/price.reader.js';
import { RateProposalResolver } from './graphql/rate-proposal.resolver.js';
import { RateCardResolver } from './graphql/rate-card.resolver.js';
import { QuoteResolver, ServicePriceResolver, VariantPriceResolver } from './graphql/rates.resolver.js';
import { Rates0001 } from './migrations/0001-rates.js';
import { Rates0002 } from './migrations/0002-bank-holidays.js';
import { Rates0003 } from './migrations/0003-day-prices.js';
import { Rates0004 } from './migrations/0004-own-money.js';
import { Rates0050 } from './migrations/0050-price-revision.js';
import { Rates0380 } from './migrations/0380-prices-by-route.js';
import { Rates0385 } from './migrations/0385-price-marks.js';
import { Rates0010 } from './migrations/0010-drafts.js';
import { Rates0011 } from './migrations/0011-difference.js';
import { Rates0012 } from './migrations/0012-benchmarks.js';
import { Rates0013 } from './migrations/0013-proposals.js';
import { CardRepository } from './persistence/card.repository.js';
import { DifferenceRepository } from './persistence/difference.repository.js';
import { ProposalRepository } from './persistence/proposal.repository.js';
import { RatesRepository } from './persistence/rates.repository.js';
import { AnswerRateCard } from './use-cases/answer-rate-card.js';
import { KeepBankHolidays } from './use-cases/keep-bank-holidays.js';
import { ImportBenchmarks } from './use-cases/import-benchmarks.js';
import { ProposeRate } from './use-cases/propose-rate.js';
import { PublishRateCard } from './use-cases/publish-rate-card.js';
import { RatesService } from './use-cases/rates.service.js';
import { UploadRateCard } from './use-cases/upload-rate-card.js';
import { RATES_RECORDS } from './contract/records.js';
import { ratesRecords } from './persistence/records/person-records.js';

export const ratesMigrations = [
  Rates0001,
  Rates0002,
  Rates0003,
  Rates0004,
  Rates0010,
  Rates0011,
  Rates0012,
  Rates0013,
  Rates0050,
  Rates0380,
  Rates0385,
];

@Module({
  providers: [
    { provide: RATES_RECORDS, useValue: ratesRecords },
    RatesRepository,
    CardRepository,
    DifferenceRepository,
    PublishRateCard,
    UploadRateCard,
    AnswerRateCard,
    RateCardResolver,
    ProposalRepository,
    ProposeRate,
    RateProposalResolver,
    ImportBenchmarks,
    KeepBankHolidays,
    PriceReader,
    { provide: RATES, useClass: RatesService },
    VariantPriceResolver,
    ServicePriceResolver,
    QuoteResolver,
  ],
  exports: [RATES_RECORDS, RATES],
})
export class RatesModule {}
