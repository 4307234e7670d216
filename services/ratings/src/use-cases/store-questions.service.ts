import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type {
  AnswerStoreQuestionInput,
  AskProviderInput,
  ModerateStoreQuestionInput,
  StoreQuestionsPort,
} from '../contract/questions.port.js';
import { AgreeToShowQuestion } from './agree-to-show-question.js';
import { AnswerStoreQuestion } from './answer-store-question.js';
import { AskProvider } from './ask-provider.js';
import { ModerateStoreQuestion } from './moderate-store-question.js';
import { ReportStoreQuestion } from './report-store-question.js';

/** The door of questions before somebody buys: one line a verb. */
@Injectable()
export class StoreQuestionsService implements StoreQuestionsPort {
  constructor(
    private readonly asking: AskProvider,
    private readonly answering: AnswerStoreQuestion,
    private readonly agreeing: AgreeToShowQuestion,
    private readonly moderating: ModerateStoreQuestion,
    private readonly reporting: ReportStoreQuestion,
  ) {}

  ask(actor: Actor, input: AskProviderInput): Promise<string> {
    return this.asking.run(actor, input);
  }

  answer(actor: Actor, input: AnswerStoreQuestionInput): Promise<string> {
    return this.answering.run(actor, input);
  }

  agreeToShow(actor: Actor, input: { readonly id: string; readonly agrees: boolean }): Promise<string> {
    return this.agreeing.run(actor, input);
  }

  moderate(actor: Actor, input: ModerateStoreQuestionInput): Promise<string> {
    return this.moderating.run(actor, input);
  }

  report(actor: Actor, input: { readonly id: string; readonly reason: string }): Promise<string> {
    return this.reporting.run(actor, input);
  }
}
