import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  groupBy,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { percentChange, rateWords } from '../domain/price-change.js';
import type { RateRow } from '../persistence/card.repository.js';
import { ProposalRepository, type ProposalRow } from '../persistence/proposal.repository.js';
import type { AnswerRateProposalInput, ProposeRateInput } from '../contract/rates.port.js';
import { ProposeRate } from '../use-cases/propose-rate.js';
import { type AgreedRateView, agreedRateView, warningOf } from './rate-card.view.js';

const RATES_OF_CARD = Symbol('Own rates by card');
const MOST_PROPOSALS = 100;

type Member = Record<string, unknown> | RefusalMember;

function proposalView(row: ProposalRow, actor: Actor): Record<string, unknown> {
  return {
    __typename: 'RateProposal',
    id: row.id,
    councilName: row.council_name,
    provider: { id: row.provider_id },
    what: rateWords(row.service_name, row.variant_name),
    unit: row.unit,
    fromOn: row.from_on,
    currentPence: row.current_pence,
    unitPricePence: row.unit_price_pence,
    percent: percentChange(row.current_pence, row.unit_price_pence),
    reason: row.reason,
    status: row.status,
    askedAt: row.asked_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    draftId: actor.councilId === null ? null : row.draft_id,
    warning: warningOf(row),
  };
}

@Resolver('OurRateCard')
export class RateProposalResolver {
  constructor(
    private readonly proposals: ProposalRepository,
    private readonly proposing: ProposeRate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('ourRateCards')
  async ourCards(@Context() { actor, reads }: OperationContext): Promise<Record<string, unknown>[]> {
    if (!actor?.organisationId || !mayDo(actor, 'ourRateCards', { organisationId: actor.organisationId })) return [];
    const rows = await this.proposals.ourCards(reads, actor.organisationId, londonDate(this.clock.now()));
    return rows.map((row) => ({
      id: row.id,
      councilName: row.council_name,
      version: row.version,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }));
  }

  @ResolveField('rates')
  async rates(
    @Parent() { id }: { readonly id: string },
    @Context() context: OperationContext,
  ): Promise<AgreedRateView[]> {
    const organisationId = context.actor?.organisationId ?? '';
    const rows = await context
      .loader<readonly RateRow[]>(RATES_OF_CARD, async (ids, { reads }) => {
        const byCard = groupBy(await this.proposals.ourRates(reads, organisationId, ids), (row) => row.card_id);
        return ids.map((one) => byCard.get(one) ?? []);
      })
      .load(id);
    return (rows ?? []).map(agreedRateView);
  }

  @Query('rateProposals')
  async list(@Context() { actor, reads }: OperationContext): Promise<Record<string, unknown>[]> {
    if (!actor) return [];
    const { councilId, organisationId } = actor;
    if (!mayDo(actor, 'rateProposals', { councilId, organisationId })) return [];
    const rows = await this.proposals.proposals(reads, { councilId, providerId: organisationId }, MOST_PROPOSALS);
    return rows.map((row) => proposalView(row, actor));
  }

  @Mutation('proposeRate')
  propose(@Args('input') input: ProposeRateInput, @Context() context: OperationContext): Promise<Member> {
    return this.after(context, (actor) => this.proposing.propose(actor, input));
  }

  @Mutation('answerRateProposal')
  answer(@Args('input') input: AnswerRateProposalInput, @Context() context: OperationContext): Promise<Member> {
    return this.after(context, (actor) => this.proposing.answer(actor, input));
  }

  private after(context: OperationContext, operation: (actor: Actor) => Promise<string>): Promise<Member> {
    return orRefusal<Member>(async () => {
      const actor = context.signedIn();
      const id = await operation(actor);
      const whose = { councilId: actor.councilId, providerId: actor.organisationId };
      const [row] = await this.proposals.proposals(context.reads, whose, 1, id);
      if (!row) throw Refusal.notFound();
      return proposalView(row, actor);
    });
  }
}
