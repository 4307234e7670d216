import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  type FieldProblem,
  IDS,
  type IdSource,
  isDay,
  isId,
  isReadable,
  londonDate,
  onceInTransaction,
  type Queries,
  Refusal,
} from '@owncourse/kernel/contract';
import {
  PAYING_ACCOUNT_DECIDED,
  PAYING_ACCOUNT_ENTERED,
  type PayingAccountDecided,
  type PayingAccountEntered,
} from '../contract/events.js';
import type {
  DecidePayingAccountInput,
  EnterPayingAccountInput,
  PayingAccountsPort,
} from '../contract/paying-accounts.port.js';
import { decidePayingAccount, insertPayingAccount } from '../persistence/paying-account.repository.js';
import { bankDetailsProblems, plainAccount } from './bank-details-problems.js';
import { modulusTables } from './modulus-tables.js';

const LONGEST_REASON = 500;
/** Nobody knows an account longer before; a year that is mistyped is found. */
const DAYS_AHEAD = 366;

function problemsOf(input: EnterPayingAccountInput, today: string): FieldProblem[] {
  const problems = bankDetailsProblems(input, modulusTables());
  if (!/^\d{6}$/.test(input.serviceUserNumber.trim()))
    problems.push({
      field: 'serviceUserNumber',
      message: 'Enter the service user number of 6 digits. It stands on the bank’s letter about BACS.',
    });
  if (!isDay(input.fromOn) || input.fromOn < today || input.fromOn > addDays(today, DAYS_AHEAD))
    problems.push({ field: 'fromOn', message: 'Enter the first day: not before today, and within a year.' });
  return problems;
}

/** Two finance officers say from which account their council pays. */
@Injectable()
export class PayingAccounts implements PayingAccountsPort {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async enter(actor: Actor, input: EnterPayingAccountInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'enterPayingAccount', { councilId });
    if (councilId === null) throw Refusal.notFound();
    const at = this.clock.now();
    const today = londonDate(at);
    const problems = problemsOf(input, today);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const id = this.ids.next();
    const given = {
      ...plainAccount(input),
      accountName: input.accountName.trim(),
      serviceUserNumber: input.serviceUserNumber.trim(),
      fromOn: input.fromOn,
    };
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'enterPayingAccount', key: input.idempotencyKey, input: given, id, at },
      async (queries) => {
        const replaced = await insertPayingAccount(queries, {
          councilId,
          id,
          ...given,
          today,
          at,
          actorId: actor.personId,
        });
        if (replaced !== null)
          this.tellDecided(queries, councilId, at, { payingAccountId: replaced, outcome: 'REPLACED' });
        const payload: PayingAccountEntered = { payingAccountId: id, enteredBy: actor.personId };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: PAYING_ACCOUNT_ENTERED,
          version: 1,
          councilId,
          payload: { ...payload },
          occurredAt: at,
        });
      },
    );
  }

  async decide(actor: Actor, input: DecidePayingAccountInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'decidePayingAccount', { councilId });
    if (councilId === null || !isId(input.entryId)) throw Refusal.notFound();
    const reason = input.reason?.trim() ?? '';
    if ((!input.agree && reason === '') || reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', 'Say why not, in at most 500 letters.');
    const at = this.clock.now();
    const id = input.entryId.toLowerCase();
    const decision = { agree: input.agree, reason: reason === '' ? null : reason };
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'decidePayingAccount', key: input.idempotencyKey, input: { id, ...decision }, id, at },
      async (queries) => {
        await decidePayingAccount(queries, {
          councilId,
          id,
          ...decision,
          today: londonDate(at),
          at,
          actorId: actor.personId,
        });
        const outcome = decision.agree ? 'AGREED' : 'TURNED_DOWN';
        this.tellDecided(queries, councilId, at, { payingAccountId: id, outcome });
      },
    );
  }

  private tellDecided(queries: Queries, councilId: string, at: Date, payload: PayingAccountDecided): void {
    void appendEvent(queries, {
      id: this.ids.next(),
      type: PAYING_ACCOUNT_DECIDED,
      version: 1,
      councilId,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}
