import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
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
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { BANK_DETAILS_DECIDED, type BankDetailsDecided } from '../contract/events.js';
import type { DecideBankDetailsInput, RecordCallBackInput } from '../contract/paying.port.js';
import { decideBankCheck, insertCallBack } from '../persistence/bank-writes.js';

const LONGEST = 200;
const LONGEST_REASON = 500;

const isText = (words: string, longest: number): boolean =>
  words.trim() !== '' && words.length <= longest && isReadable(words);

function callProblems(input: RecordCallBackInput, today: string): FieldProblem[] {
  const rules: readonly (readonly [field: string, right: boolean, message: string])[] = [
    [
      'calledOn',
      isDay(input.calledOn) && input.calledOn <= today,
      'Enter the day on which you called: today or before.',
    ],
    ['number', /^\+?[\d ()-]{6,25}$/.test(input.number.trim()), 'Enter the telephone number you called, in digits.'],
    [
      'knownFrom',
      isText(input.knownFrom, LONGEST),
      'Say where your council had the number from. Never use one that came with the change.',
    ],
    ['spokenTo', isText(input.spokenTo, LONGEST), 'Say who you spoke to.'],
  ];
  return rules.filter(([, right]) => !right).map(([field, , message]) => ({ field, message }));
}

/** Two officers make sure of new bank details: one calls back, another agrees. */
@Injectable()
export class CheckBankDetails {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns the check's id */
  async recordCall(actor: Actor, input: RecordCallBackInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'recordCallBack', { councilId });
    if (councilId === null || !isId(input.bankDetailsId)) throw Refusal.notFound();
    const at = this.clock.now();
    const problems = callProblems(input, londonDate(at));
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const id = this.ids.next();
    const call = {
      detailsId: input.bankDetailsId.toLowerCase(),
      calledOn: input.calledOn,
      number: input.number.trim(),
      knownFrom: input.knownFrom.trim(),
      spokenTo: input.spokenTo.trim(),
    };
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordCallBack',
            key: input.idempotencyKey,
            input: call,
            result: { bankCheckId: id },
            at,
          });
          void insertCallBack(queries, { councilId, id, ...call, at, actorId: actor.personId });
          return id;
        }),
      (stored) => String(stored['bankCheckId']),
    );
    return done.result;
  }

  /** @returns the check's id */
  async decide(actor: Actor, input: DecideBankDetailsInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'decideBankDetails', { councilId });
    if (councilId === null || !isId(input.checkId)) throw Refusal.notFound();
    const reason = input.reason?.trim() ?? '';
    if ((!input.agree && reason === '') || reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', 'Say why not, in at most 500 letters. The provider reads it.');
    const at = this.clock.now();
    const id = input.checkId.toLowerCase();
    const decision = { agree: input.agree, reason: reason === '' ? null : reason };
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'decideBankDetails',
            key: input.idempotencyKey,
            input: { id, ...decision },
            result: { bankCheckId: id },
            at,
          });
          const decided = await decideBankCheck(queries, { councilId, id, ...decision, at, actorId: actor.personId });
          const payload: BankDetailsDecided = {
            providerId: decided.provider_id,
            bankHoldId: decided.hold_id,
            agreed: decision.agree,
            ...(decision.reason === null ? {} : { words: decision.reason }),
          };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: BANK_DETAILS_DECIDED,
            version: 1,
            councilId,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
    return id;
  }
}
