import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  daysBetween,
  type FieldProblem,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import {
  RATE_PROPOSAL_ANSWERED,
  RATE_PROPOSED,
  type RateProposalAnswered,
  type RateProposed,
} from '../contract/events.js';
import type { AnswerRateProposalInput, ProposeRateInput } from '../contract/rates.port.js';
import { readableReason } from './answer-rate-card.js';

const PROPOSE = statement('rates.propose-rate', 'select rates.propose_rate($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const DECLINE = statement('rates.decline-proposal', 'select rates.decline_proposal($1, $2, $3, $4, $5)');
const ACCEPT = statement('rates.accept-proposal', 'select rates.accept_proposal($1, $2, $3, $4, $5, $6, $7)');
const WHOSE = statement(
  'rates.whose-proposal',
  'select council_id, provider_id from rates.rate_proposal where id = $1',
);
const FURTHEST_DAYS = 366 * 2;
const HIGHEST_PENCE = 10_000_000n;

@Injectable()
export class ProposeRate {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A provider asks for another price from a day on. Refuses NOT_FOUND, RATE_PROPOSAL_DAY, RATE_PROPOSAL_WAITING. @returns its id */
  async propose(actor: Actor, input: ProposeRateInput): Promise<string> {
    const { organisationId } = actor;
    requireAccess(actor, 'proposeRate', { organisationId });
    if (organisationId === null || !isId(input.cardId) || !isId(input.variantId)) throw Refusal.notFound();
    const at = this.clock.now();
    const today = londonDate(at);
    const { fromOn, unitPricePence } = input;
    const problems: FieldProblem[] = [];
    if (!isDay(fromOn) || fromOn <= today || daysBetween(today, fromOn) > FURTHEST_DAYS)
      problems.push({ field: 'fromOn', message: 'Choose a day from tomorrow on, within two years.' });
    if (unitPricePence <= 0n || unitPricePence > HIGHEST_PENCE)
      problems.push({ field: 'unitPricePence', message: 'Write a price from 1p to £100,000.' });
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const reason = readableReason(input.reason);
    const id = this.ids.next();
    const asked = {
      cardId: input.cardId.toLowerCase(),
      variantId: input.variantId.toLowerCase(),
      fromOn,
      unitPricePence,
    };
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'proposeRate',
            key: input.idempotencyKey,
            input: { ...asked, reason },
            result: { id },
            at,
          });
          void queries.query(PROPOSE, [
            id,
            organisationId,
            asked.cardId,
            asked.variantId,
            fromOn,
            unitPricePence.toString(),
            reason,
            at,
            actor.personId,
          ]);
          await this.tell(queries, RATE_PROPOSED, id, { rateProposalId: id }, at);
          return id;
        }),
      (stored) => String(stored['id']),
    );
    return done.result;
  }

  /** The officer's yes makes a draft that a second officer publishes; a no has its words. Refuses WRONG_STATE, RATE_CARD_TOO_LATE. */
  async answer(actor: Actor, input: AnswerRateProposalInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'answerRateProposal', { councilId });
    if (councilId === null || !isId(input.proposalId)) throw Refusal.notFound();
    const { accept } = input;
    const given = input.words?.trim() ?? '';
    const words = accept && given === '' ? null : readableReason(given, 'words');
    const proposalId = input.proposalId.toLowerCase();
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'answerRateProposal',
            key: input.idempotencyKey,
            input: { proposalId, accept, words },
            result: {},
            at,
          });
          if (accept)
            void queries.query(ACCEPT, [
              councilId,
              proposalId,
              this.ids.next(),
              words,
              londonDate(at),
              at,
              actor.personId,
            ]);
          else void queries.query(DECLINE, [councilId, proposalId, words, at, actor.personId]);
          const answer = { rateProposalId: proposalId, accepted: accept, words };
          await this.tell(queries, RATE_PROPOSAL_ANSWERED, proposalId, answer, at);
        }),
      () => undefined,
    );
    return proposalId;
  }

  /** To whose proposal it is, once it is written. */
  private async tell(
    queries: Queries,
    type: string,
    proposalId: string,
    said: Omit<RateProposed, 'providerId'> | Omit<RateProposalAnswered, 'providerId'>,
    occurredAt: Date,
  ): Promise<void> {
    const [whose] = await queries.query<{ council_id: string; provider_id: string }>(WHOSE, [proposalId]);
    if (!whose) throw Refusal.notFound();
    await appendEvent(queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: whose.council_id,
      payload: { ...said, providerId: whose.provider_id },
      occurredAt,
    });
  }
}
