import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  isId,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { AnswerStoreQuestionInput, AskProviderInput } from '../contract/questions.port.js';
import { questionReads, type QuestionRow, type ShownQuestionRow } from '../persistence/questions.repository.js';
import { STORE_QUESTIONS, type StoreQuestionsPort } from '../contract/questions.port.js';
import { loadServiceNames } from './ratings.loaders.js';

interface QuestionView {
  readonly __typename: 'StoreQuestion';
  readonly id: string;
  readonly serviceId: string;
  readonly [field: string]: unknown;
}

function questionView(row: QuestionRow): QuestionView {
  return {
    __typename: 'StoreQuestion',
    id: row.id,
    serviceId: row.service_id,
    question: row.question,
    askedOn: row.asked_on,
    answer: row.answer,
    answeredOn: row.answered_on,
    askerAgrees: row.asker_agrees,
    providerAgrees: row.provider_agrees,
    state: row.state,
    whyNotShown: row.state === 'NOT_SHOWN' || row.state === 'CLOSED' ? row.moderation_reason : null,
    reportReason: row.report_reason,
  };
}

type Answer = Promise<RefusalMember | QuestionView>;

@Resolver('StoreQuestion')
export class StoreQuestionResolver {
  constructor(@Inject(STORE_QUESTIONS) private readonly questions: StoreQuestionsPort) {}

  @Query('myStoreQuestions')
  async mine(@Context() { actor, reads }: OperationContext): Promise<QuestionView[]> {
    return actor ? (await questionReads.ofPerson(reads, actor.personId)).map(questionView) : [];
  }

  @Query('storeQuestionsToUs')
  async toUs(@Context() { actor, reads }: OperationContext): Promise<QuestionView[]> {
    const organisationId = actor?.organisationId ?? null;
    if (!actor || organisationId === null || !mayDo(actor, 'storeQuestionsToUs', { organisationId })) return [];
    return (await questionReads.toProvider(reads, organisationId)).map(questionView);
  }

  @Query('storeQuestionsToModerate')
  async toModerate(@Context() { actor, reads }: OperationContext): Promise<QuestionView[]> {
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'storeQuestionsToModerate', { councilId })) return [];
    return (await questionReads.toModerate(reads, councilId)).map(questionView);
  }

  @Mutation('askProvider')
  ask(@Args('input') input: AskProviderInput, @Context() context: OperationContext): Answer {
    return orRefusal(async () => this.byId(await this.questions.ask(context.signedIn(), input), context));
  }

  @Mutation('answerStoreQuestion')
  answer(@Args('input') input: AnswerStoreQuestionInput, @Context() context: OperationContext): Answer {
    return orRefusal(async () => this.byId(await this.questions.answer(context.signedIn(), input), context));
  }

  @Mutation('agreeToShowQuestion')
  agree(@Args('id') id: string, @Args('agrees') agrees: boolean, @Context() context: OperationContext): Answer {
    return orRefusal(async () =>
      this.byId(await this.questions.agreeToShow(context.signedIn(), { id, agrees }), context),
    );
  }

  @Mutation('moderateStoreQuestion')
  moderate(
    @Args('id') id: string,
    @Args('publish') publish: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Answer {
    const input = { id, publish, reason: reason ?? null };
    return orRefusal(async () => this.byId(await this.questions.moderate(context.signedIn(), input), context));
  }

  @Mutation('reportStoreQuestion')
  report(@Args('id') id: string, @Args('reason') reason: string, @Context() context: OperationContext): Answer {
    return orRefusal(async () => {
      const actor = context.signedIn();
      const row = isId(id) ? await questionReads.byId(context.reads, id) : null;
      await this.questions.report(actor, { id, reason });
      // Who reports what is shown may not read it any more: they get what they have read.
      if (!row) throw Refusal.notFound();
      return questionView(row);
    });
  }

  @ResolveField('serviceName')
  async serviceName(@Parent() question: QuestionView, @Context() context: OperationContext): Promise<string> {
    return (await loadServiceNames(context, question.serviceId))?.name ?? 'A service';
  }

  @ResolveField('providerName')
  async providerName(@Parent() question: QuestionView, @Context() context: OperationContext): Promise<string> {
    return (await loadServiceNames(context, question.serviceId))?.provider_name ?? 'A provider';
  }

  private async byId(id: string, context: OperationContext): Promise<QuestionView> {
    const row = await questionReads.byId(context.reads, id);
    if (!row) throw Refusal.notFound();
    return questionView(row);
  }
}

const USUAL_QUESTIONS = 5;
/** A page size asked for is a loader of its own; there are few of them in one operation. */
const SHOWN = new Map<number, symbol>();

@Resolver('Service')
export class ServiceQuestionsResolver {
  @ResolveField('questions')
  async questions(
    @Parent() service: { id: string },
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>[]> {
    const size = pageSize(first, USUAL_QUESTIONS);
    const symbol = SHOWN.get(size) ?? Symbol(`Shown questions by service, ${size}`);
    SHOWN.set(size, symbol);
    const rows = await context
      .loader<ShownQuestionRow[]>(symbol, async (ids, { reads }) => {
        const all = await questionReads.shown(reads, ids, size);
        return ids.map((id) => all.filter((row) => row.subject_id === id));
      })
      .load(service.id);
    return (rows ?? []).map(({ id, question, answer, answered_on }) => ({
      id,
      question,
      answer,
      answeredOn: answered_on,
    }));
  }
}
