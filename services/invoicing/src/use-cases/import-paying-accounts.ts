import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  isDay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { PayingAccountInput } from '../contract/paying.port.js';
import { bankDetailsProblems, plainAccount } from './bank-details-problems.js';
import { modulusTables } from './modulus-tables.js';

const IMPORT = statement('invoicing.import-paying-accounts', 'select invoicing.import_paying_accounts($1, $2, $3, $4)');

/** Operator: from which account each council pays, from a day on. */
@Injectable()
export class ImportPayingAccounts {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Actor, fromOn: string, accounts: readonly PayingAccountInput[]): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    if (!isDay(fromOn)) throw Refusal.invalid('fromOn', 'Choose a day.');
    const problems = accounts.flatMap((one, index) => [
      ...bankDetailsProblems(one, modulusTables()).map((problem) => ({
        ...problem,
        field: `accounts.${index}.${problem.field}`,
      })),
      ...(/^\d{6}$/.test(one.serviceUserNumber)
        ? []
        : [{ field: `accounts.${index}.serviceUserNumber`, message: 'A service user number has 6 digits.' }]),
    ]);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const rows = accounts.map((one) => ({ ...one, ...plainAccount(one), accountName: one.accountName.trim() }));
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(IMPORT, [JSON.stringify(rows), fromOn, this.clock.now(), actor.personId]),
    );
  }
}
