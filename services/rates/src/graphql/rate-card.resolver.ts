import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  addDays,
  type Actor,
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
  statement,
} from '@owncourse/kernel/contract';
import { benchmarkWords } from '../domain/benchmark.js';
import type { FileProblem } from '../domain/rate-card-file.js';
import { CardRepository } from '../persistence/card.repository.js';
import { DifferenceRepository } from '../persistence/difference.repository.js';
import { AnswerRateCard } from '../use-cases/answer-rate-card.js';
import { fileOfRates } from '../use-cases/rates-file.js';
import { MOST_BYTES } from '../use-cases/read-rate-card-file.js';
import { UploadRateCard, type UploadRateCardInput } from '../use-cases/upload-rate-card.js';
import {
  type AgreedRateView,
  agreedRateView,
  rateChangeView,
  type RateCardView,
  rateCardView,
} from './rate-card.view.js';

const PERSON_NAMES = statement('rates.person-names', 'select id, name from identity.person_names($1::uuid[])');
const PERSON_NAME = Symbol('Rates: person name by id');
const MOST_RATES = 500;
const MOST_CHANGES = 200;
/** Plans reach 26 weeks ahead; the four weeks that are counted lie within them. */
const FURTHEST_PLAN_DAYS = 22 * 7;

type Member = RateCardView | RefusalMember | Record<string, unknown>;
type Asked = Pick<UploadRateCardInput, Exclude<keyof UploadRateCardInput, 'content'>> & {
  readonly contentBase64: string;
};
interface Answer {
  readonly cardId: string;
  readonly idempotencyKey: string;
}

@Resolver('RateCard')
export class RateCardResolver {
  constructor(
    private readonly cards: CardRepository,
    private readonly differences: DifferenceRepository,
    private readonly uploading: UploadRateCard,
    private readonly answering: AnswerRateCard,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @Query('rateCard')
  async rateCard(@Args('id') id: string, @Context() context: OperationContext): Promise<RateCardView | null> {
    const { actor } = context;
    if (!actor?.councilId || !mayDo(actor, 'rateCard', { councilId: actor.councilId }) || !isId(id)) return null;
    return this.read(context, actor, id);
  }

  @Query('rateCardFile')
  async file(@Args('id') id: string, @Context() { actor, reads }: OperationContext): Promise<string | null> {
    if (!actor?.councilId || !mayDo(actor, 'rateCardFile', { councilId: actor.councilId }) || !isId(id)) return null;
    const card = await this.cards.card(reads, actor.councilId, id);
    return card && fileOfRates(await this.cards.rates(reads, actor.councilId, id, null));
  }

  @Query('rateCardTemplate')
  async template(
    @Args('providerId') providerId: string | null | undefined,
    @Context() { actor, reads }: OperationContext,
  ): Promise<string | null> {
    if (!actor?.councilId || !mayDo(actor, 'rateCardTemplate', { councilId: actor.councilId })) return null;
    if (providerId && (!isId(providerId) || !(await this.cards.providerExists(reads, providerId)))) return null;
    return fileOfRates(await this.cards.ratesToFillIn(reads, actor.councilId, providerId ?? null, this.today()));
  }

  @Query('rateCardProviders')
  async providers(@Context() { actor, reads }: OperationContext): Promise<{ readonly id: string }[]> {
    if (!actor?.councilId || !mayDo(actor, 'rateCardProviders', { councilId: actor.councilId })) return [];
    return this.cards.providers(reads);
  }

  @Query('rateFileProblems')
  async problems(
    @Args('id') id: string,
    @Context() { actor, reads }: OperationContext,
  ): Promise<{ readonly id: string; readonly problems: readonly FileProblem[] } | null> {
    if (!actor?.councilId || !mayDo(actor, 'rateFileProblems', { councilId: actor.councilId }) || !isId(id))
      return null;
    const problems = await this.cards.problems(reads, actor.councilId, id);
    return problems && { id, problems };
  }

  @Mutation('uploadRateCard')
  upload(@Args('input') input: Asked, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () => {
      const { contentBase64, ...rest } = input;
      // Four letters are three bytes; longer text is not even unpacked.
      if (contentBase64.length > (MOST_BYTES * 4) / 3 + 8)
        throw Refusal.invalid('file', 'Send a file of at most 10 MB.');
      const actor = context.signedIn();
      const done = await this.uploading.run(actor, { ...rest, content: Buffer.from(contentBase64, 'base64') });
      if ('draftId' in done) return this.shown(context, actor, done.draftId);
      const problems = await this.cards.problems(context.reads, actor.councilId ?? '', done.problemsId);
      return { __typename: 'RateFileProblems', id: done.problemsId, problems: problems ?? [] };
    });
  }

  @Mutation('publishRateCard')
  publish(
    @Args('cardId') cardId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.after(context, (actor) => this.answering.publish(actor, { cardId, idempotencyKey }));
  }

  @Mutation('sendBackRateCard')
  sendBack(@Args() input: Answer & { readonly reason: string }, @Context() context: OperationContext): Promise<Member> {
    return this.after(context, (actor) => this.answering.sendBack(actor, input));
  }

  @Mutation('withdrawRateCard')
  withdraw(@Args() input: Answer & { readonly reason: string }, @Context() context: OperationContext): Promise<Member> {
    return this.after(context, (actor) => this.answering.withdraw(actor, input));
  }

  @ResolveField('madeByName')
  madeByName(@Parent() { madeBy }: RateCardView, @Context() context: OperationContext): Promise<string | null> {
    return nameOf(context, madeBy);
  }

  @ResolveField('answeredByName')
  answeredByName(@Parent() { answeredBy }: RateCardView, @Context() context: OperationContext): Promise<string | null> {
    return nameOf(context, answeredBy);
  }

  @ResolveField('withdrawnByName')
  withdrawnByName(
    @Parent() { withdrawnBy }: RateCardView,
    @Context() context: OperationContext,
  ): Promise<string | null> {
    return nameOf(context, withdrawnBy);
  }

  @ResolveField('rates')
  async rates(
    @Parent() { id }: RateCardView,
    @Args('first') first: number | null,
    @Context() { actor, reads }: OperationContext,
  ): Promise<AgreedRateView[]> {
    const most = Math.min(Math.max(first ?? 100, 0), MOST_RATES);
    return (await this.cards.rates(reads, actor?.councilId ?? '', id, most)).map(agreedRateView);
  }

  @ResolveField('difference')
  async difference(
    @Parent() card: RateCardView,
    @Context() { actor, reads }: OperationContext,
  ): Promise<Record<string, unknown> | null> {
    if (card.status !== 'DRAFT' || !actor?.councilId) return null;
    const { councilId } = actor;
    const [earliest, latest] = [addDays(this.today(), 1), addDays(this.today(), FURTHEST_PLAN_DAYS)];
    const wanted = card.validFrom < earliest ? earliest : card.validFrom;
    const planFrom = wanted > latest ? latest : wanted;
    const [counts, rows, below, effect] = await Promise.all([
      this.differences.counts(reads, councilId, card.id),
      this.differences.changes(reads, { councilId, draftId: card.id, from: card.validFrom, most: MOST_CHANGES }),
      this.differences.below(reads, councilId, card.id),
      this.differences.effect(reads, { councilId, draftId: card.id, from: card.validFrom, planFrom }),
    ]);
    return {
      added: counts.added,
      changed: counts.changed,
      ended: counts.ended,
      unchanged: counts.same,
      belowBenchmark: below.reduce((sum, { prices }) => sum + prices, 0),
      benchmark: below[0] ? benchmarkWords(below[0]) : null,
      rows: rows.map(rateChangeView),
      effect: {
        people: effect?.people ?? 0,
        orders: effect?.orders ?? 0,
        yearlyBeforePence: effect?.yearly_before ?? 0n,
        yearlyAfterPence: effect?.yearly_after ?? 0n,
        noLongerPaid: effect?.no_longer_paid ?? 0,
      },
    };
  }

  private async read(context: OperationContext, actor: Actor, id: string): Promise<RateCardView | null> {
    const row = await this.cards.card(context.reads, actor.councilId ?? '', id);
    return row && rateCardView(row, actor.personId, this.today());
  }

  private async shown(context: OperationContext, actor: Actor, id: string): Promise<RateCardView> {
    const card = await this.read(context, actor, id);
    if (!card) throw Refusal.notFound();
    return card;
  }

  private after(context: OperationContext, operation: (actor: Actor) => Promise<string>): Promise<Member> {
    return orRefusal<Member>(async () => {
      const actor = context.signedIn();
      return this.shown(context, actor, await operation(actor));
    });
  }
}

async function nameOf(context: OperationContext, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const named = await context
    .loader<{ id: string; name: string }>(PERSON_NAME, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<{ id: string; name: string }>(PERSON_NAMES, [ids]), (row) => row.id),
    )
    .load(id);
  return named?.name ?? 'Somebody';
}
