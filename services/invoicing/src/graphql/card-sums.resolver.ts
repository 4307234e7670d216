import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { isDay, isId, type OperationContext } from '@owncourse/kernel/contract';
import { shownSums } from '../domain/card-sums.js';
import { CardRepository } from '../persistence/card.repository.js';
import type { View } from './card.view.js';

const MOST_REFERENCES = 500;

/** What a council sees of people's own money by card: sums and references, nobody's name. */
@Resolver('CardSum')
export class CardSumsResolver {
  constructor(private readonly repository: CardRepository) {}

  @Query('cardSums')
  async sums(
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'cardSums', { councilId }) || !isDay(from) || !isDay(to))
      return [];
    // Whoever may see the references sees every sum; others see aggregates.
    const seesAll = mayDo(actor, 'cardReferences', { councilId });
    const rows = shownSums(await this.repository.sums(context.reads, from, to), seesAll);
    return rows.map((row) => ({
      provider: { id: row.provider_id },
      visitCount: row.charge_count,
      peopleCount: row.people_count,
      owedPence: row.owed_pence,
      paidPence: row.paid_pence,
      backPence: row.back_pence,
    }));
  }

  @Query('cardReferences')
  async references(
    @Args('providerId') providerId: string,
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'cardReferences', { councilId })) return [];
    if (!isId(providerId) || !isDay(from) || !isDay(to)) return [];
    const rows = await this.repository.references(context.reads, { providerId, from, to }, MOST_REFERENCES);
    return rows.map((row) => ({
      onDate: row.for_on,
      owedPence: row.owed_pence,
      paidPence: row.paid_pence,
      backPence: row.back_pence,
      state: row.state,
      payments: row.payments,
    }));
  }
}
