import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import { type Actor, CLOCK, type Clock, Database, Refusal, rowScope, statement } from '@owncourse/kernel/contract';
import type { BillingPartyInput } from '../contract/invoicing.port.js';
import { billingPartyProblems } from './billing-party-problems.js';

/** $1 parties as JSON, $2 London day from which on, $3 when, $4 by whom. Refuses BILLING_PARTY_EARLIER. */
export const IMPORT_PARTIES = statement(
  'invoicing.import-billing-parties',
  'select invoicing.import_billing_parties($1, $2, $3, $4)',
);
const PLATFORM = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class ImportBillingParties {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Actor, fromOn: string, parties: readonly BillingPartyInput[]): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    const problems = parties.flatMap((party, index) => billingPartyProblems(party, `parties.${index}`));
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const rows = parties.map(({ organisationId, endpoint, ...party }) => ({
      ...party,
      organisationId: organisationId ?? PLATFORM,
      endpointScheme: endpoint?.scheme ?? null,
      endpointId: endpoint?.id ?? null,
    }));
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(IMPORT_PARTIES, [JSON.stringify(rows), fromOn, this.clock.now(), actor.personId]),
    );
  }
}
