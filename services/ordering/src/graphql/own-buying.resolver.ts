import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  outcodeOf,
  type Pence,
  statement,
} from '@owncourse/kernel/contract';
import { CARD_READINESS, type CardReadiness, type CardReadinessPort } from '../contract/card-readiness.port.js';

interface CapitalRow {
  readonly upper_pence: Pence;
  readonly lower_pence: Pence;
  readonly since: string;
  readonly council_id: string | null;
}

const HELP = statement(
  'ordering.capital-help',
  'select l.*, catalogue.council_of_outcode($2) as council_id from identity.capital_limits($1) l',
);

@Resolver()
export class OwnBuyingResolver {
  constructor(
    @Inject(CARD_READINESS) private readonly cards: CardReadinessPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('cardReadiness')
  async readiness(
    @Args('providerId') providerId: string,
    @Args('forPersonId') forPersonId: string | null,
    @Context() { actor }: OperationContext,
  ): Promise<CardReadiness | null> {
    const personId = forPersonId ?? actor?.personId ?? '';
    if (!actor || !isId(providerId) || !isId(personId) || !mayDo(actor, 'cardReadiness', { personId })) return null;
    return this.cards.ready(personId, providerId);
  }

  @Query('capitalHelp')
  async help(
    @Args('postcode') postcode: string | null,
    @Context() { reads }: OperationContext,
  ): Promise<Record<string, unknown> | null> {
    const values = [londonDate(this.clock.now()), outcodeOf(postcode ?? '')];
    const [row] = await reads.query<CapitalRow>(HELP, values);
    if (!row) return null;
    return {
      upperPence: row.upper_pence,
      lowerPence: row.lower_pence,
      since: row.since,
      council: row.council_id === null ? null : { id: row.council_id },
    };
  }
}
