import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import {
  BANK_DETAILS_ENTERED,
  BANK_DETAILS_TO_CHECK,
  type BankDetailsEntered,
  type BankDetailsToCheck,
} from '../contract/events.js';
import type { EnterBankDetailsInput } from '../contract/paying.port.js';
import { insertBankDetails } from '../persistence/bank-writes.js';
import { bankDetailsProblems, plainAccount } from './bank-details-problems.js';
import { modulusTables } from './modulus-tables.js';

@Injectable()
export class EnterBankDetails {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The provider's owner says where it is paid. Every council that buys from it holds its payments until that is checked. @returns the version's id */
  async run(actor: Actor, input: EnterBankDetailsInput): Promise<string> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'enterBankDetails', { organisationId: providerId });
    if (providerId === null) throw Refusal.notFound();
    const problems = bankDetailsProblems(input, modulusTables());
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const account = plainAccount(input);
    const accountName = input.accountName.trim();
    const at = this.clock.now();
    const id = this.ids.next();
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'enterBankDetails',
            key: input.idempotencyKey,
            input: { ...account, accountName },
            result: { bankDetailsId: id },
            at,
          });
          const councils = await insertBankDetails(queries, {
            providerId,
            id,
            ...account,
            accountName,
            on: londonDate(at),
            at,
            actorId: actor.personId,
          });
          const before = councils[0]?.entered_before_by ?? null;
          const payload: BankDetailsEntered = {
            providerId,
            bankDetailsId: id,
            ...(before === null || before === actor.personId ? {} : { enteredBeforeBy: before }),
          };
          const event = { version: 1, occurredAt: at };
          void appendEvent(queries, {
            ...event,
            id: this.ids.next(),
            type: BANK_DETAILS_ENTERED,
            councilId: null,
            payload: { ...payload },
          });
          for (const council of councils) {
            const toCheck: BankDetailsToCheck = { providerId, bankHoldId: council.hold_id };
            void appendEvent(queries, {
              ...event,
              id: this.ids.next(),
              type: BANK_DETAILS_TO_CHECK,
              councilId: council.council_id,
              payload: { ...toCheck },
            });
          }
          return id;
        }),
      (stored) => String(stored['bankDetailsId']),
    );
    return done.result;
  }
}
