import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { type OperationContext, orRefusal, type RefusalMember } from '@owncourse/kernel/contract';
import { type MarketReport, type MarketReportInput, REPORTS, type ReportsPort } from '../contract/reports.port.js';

type MarketReportView = MarketReport & { readonly __typename: 'MarketReport' };

@Resolver()
export class MarketReportResolver {
  constructor(@Inject(REPORTS) private readonly reports: ReportsPort) {}

  @Query('marketReport')
  marketReport(
    @Args('input') input: MarketReportInput,
    @Context() context: OperationContext,
  ): Promise<MarketReportView | RefusalMember> {
    return orRefusal<MarketReportView>(async () => ({
      __typename: 'MarketReport',
      ...(await this.reports.marketReport(context.signedIn(), input)),
    }));
  }
}
