import { Injectable } from '@nestjs/common';
import type { Actor, Queries } from '@owncourse/kernel/contract';
import type {
  AskForContributionInput,
  ContributionSumInput,
  LedgerPort,
  OpenBudgetInput,
  RecordContributionInput,
  RecordInstalmentInput,
  WeekAhead,
} from '../contract/ledger.port.js';
import { weeksAhead } from '../persistence/weeks-ahead.queries.js';
import { AskForContribution } from './ask-for-contribution.js';
import { AssessContribution } from './assess-contribution.js';
import { MoveContribution } from './move-contribution.js';
import { NoteShortWeeks } from './note-short-weeks.js';
import { OpenBudget } from './open-budget.js';
import { PostDueInstalments } from './post-due-instalments.js';
import { RecordInstalment } from './record-instalment.js';
import { SealTransfers } from './seal-transfers.js';

/** The ledger's door: one line a verb. */
@Injectable()
export class LedgerService implements LedgerPort {
  constructor(
    private readonly opening: OpenBudget,
    private readonly instalments: PostDueInstalments,
    private readonly recording: RecordInstalment,
    private readonly sealing: SealTransfers,
    private readonly assessing: AssessContribution,
    private readonly contributions: MoveContribution,
    private readonly asking: AskForContribution,
    private readonly shortWeeks: NoteShortWeeks,
  ) {}

  openBudget(actor: Actor, input: OpenBudgetInput): Promise<string> {
    return this.opening.run(actor, input);
  }

  recordInstalment(actor: Actor, input: RecordInstalmentInput): Promise<string> {
    return this.recording.run(actor, input);
  }

  receiveContributions(actor: Actor, budget: { readonly id: string; readonly councilId: string }): Promise<void> {
    return this.instalments.contributions(actor, budget);
  }

  recordContributionAssessment(actor: Actor, input: RecordContributionInput): Promise<string> {
    return this.assessing.run(actor, input);
  }

  recordContributionReceived(actor: Actor, input: ContributionSumInput): Promise<string> {
    return this.contributions.receive(actor, input);
  }

  askForContribution(actor: Actor, input: AskForContributionInput): Promise<string> {
    return this.asking.run(actor, input);
  }

  reimburseContribution(actor: Actor, input: ContributionSumInput): Promise<string> {
    return this.contributions.reimburse(actor, input);
  }

  postDueInstalments(): Promise<readonly string[]> {
    return this.instalments.run();
  }

  sealTransfers(): Promise<number> {
    return this.sealing.run();
  }

  noteShortWeeks(): Promise<{ readonly short: number; readonly announced: number }> {
    return this.shortWeeks.run();
  }

  weeksAhead(queries: Queries, budgetId: string, today: string): Promise<readonly WeekAhead[]> {
    return weeksAhead(queries, budgetId, today);
  }
}
