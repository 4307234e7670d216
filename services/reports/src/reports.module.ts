import { Module } from '@nestjs/common';
import { REPORTS } from './contract/reports.port.js';
import { MarketReportResolver } from './graphql/market-report.resolver.js';
import { Reports0001 } from './migrations/0001-reports.js';
import { MarketRepository } from './persistence/market.repository.js';
import { MarketReportUseCase } from './use-cases/market-report.js';

export const reportsMigrations = [Reports0001];

@Module({
  providers: [MarketRepository, { provide: REPORTS, useClass: MarketReportUseCase }, MarketReportResolver],
  exports: [REPORTS],
})
export class ReportsModule {}
