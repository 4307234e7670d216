import { Module } from '@nestjs/common';
import { RATES } from './contract/rates.port.js';
import { PriceReader } from './graphql/price.reader.js';
import { QuoteResolver, ServicePriceResolver, VariantPriceResolver } from './graphql/rates.resolver.js';
import { Rates0001 } from './migrations/0001-rates.js';
import { Rates0002 } from './migrations/0002-bank-holidays.js';
import { Rates0003 } from './migrations/0003-day-prices.js';
import { Rates0004 } from './migrations/0004-own-money.js';
import { Rates0050 } from './migrations/0050-price-revision.js';
import { RatesRepository } from './persistence/rates.repository.js';
import { KeepBankHolidays } from './use-cases/keep-bank-holidays.js';
import { PublishRateCard } from './use-cases/publish-rate-card.js';
import { RatesService } from './use-cases/rates.service.js';

export const ratesMigrations = [Rates0001, Rates0002, Rates0003, Rates0004, Rates0050];

@Module({
  providers: [
    RatesRepository,
    PublishRateCard,
    KeepBankHolidays,
    PriceReader,
    { provide: RATES, useClass: RatesService },
    VariantPriceResolver,
    ServicePriceResolver,
    QuoteResolver,
  ],
  exports: [RATES],
})
export class RatesModule {}
