import { Injectable } from '@nestjs/common';
import type { Actor, Queries } from '@owncourse/kernel/contract';
import type {
  AnswerRateProposalInput,
  BenchmarkInput,
  PriceView,
  ProposeRateInput,
  PublishRateCardInput,
  RatesPort,
} from '../contract/rates.port.js';
import { RatesRepository } from '../persistence/rates.repository.js';
import { ImportBenchmarks } from './import-benchmarks.js';
import { KeepBankHolidays } from './keep-bank-holidays.js';
import { ProposeRate } from './propose-rate.js';
import { PublishRateCard } from './publish-rate-card.js';

/** The door of rates: one line a verb. */
@Injectable()
export class RatesService implements RatesPort {
  constructor(
    private readonly publishing: PublishRateCard,
    private readonly rates: RatesRepository,
    private readonly calendar: KeepBankHolidays,
    private readonly benchmarks: ImportBenchmarks,
    private readonly proposing: ProposeRate,
  ) {}

  publishRateCard(actor: Actor, input: PublishRateCardInput): Promise<string> {
    return this.publishing.run(actor, input);
  }

  importBenchmarks(actor: Actor, rows: readonly BenchmarkInput[]): Promise<void> {
    return this.benchmarks.run(actor, rows);
  }

  keepBankHolidays(): Promise<void> {
    return this.calendar.run();
  }

  proposeRate(actor: Actor, input: ProposeRateInput): Promise<string> {
    return this.proposing.propose(actor, input);
  }

  answerRateProposal(actor: Actor, input: AnswerRateProposalInput): Promise<string> {
    return this.proposing.answer(actor, input);
  }

  prices(
    queries: Queries,
    councilId: string | null,
    variantIds: readonly string[],
    onDate: string,
  ): Promise<(PriceView | null)[]> {
    return this.rates.prices(queries, councilId, variantIds, onDate);
  }
}
