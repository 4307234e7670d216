import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { mayDo, requireAccess } from '../contract/access.js';
import type { PostalAddress } from '../contract/identity.port.js';
import { addressProblems, tidyAddress } from '../domain/postal-address.js';
import { type ClientAddressRow, PostalAddressRepository } from '../persistence/postal-address.repository.js';

export interface ChangePostalAddressInput extends PostalAddress {
  readonly personId: string;
  readonly idempotencyKey: string;
}

/** Whose row of the person is meant: an officer's own council's, the person's funding council's. */
function councilFor(actor: Actor, personId: string): string | null {
  return personId === actor.personId ? actor.fundingCouncilId : actor.councilId;
}

/** Where a council's letters to a person go. */
@Injectable()
export class ChangePostalAddress {
  constructor(
    private readonly database: Database,
    private readonly addresses: PostalAddressRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Null for whoever may not read it, and where no council looks after the person. */
  async of(actor: Actor, queries: Queries, personId: string): Promise<ClientAddressRow | null> {
    const councilId = councilFor(actor, personId);
    if (!isId(personId) || !mayDo(actor, 'postalAddress', { personId, councilId })) return null;
    return this.addresses.ofClient(queries, personId, councilId);
  }

  /** Whether the actor may write it down anew, too. */
  mayChange(actor: Actor, row: ClientAddressRow): boolean {
    return mayDo(actor, 'changePostalAddress', { personId: row.person_id, councilId: row.council_id });
  }

  /**
   * What was there before is kept; the same again writes nothing.
   * @throws Refusal INVALID_INPUT, NOT_PERMITTED, NO_COUNCIL, NOT_FOUND the same for another council's client and for nobody
   */
  async run(actor: Actor, input: ChangePostalAddressInput): Promise<void> {
    const { personId, idempotencyKey } = input;
    if (!isId(personId)) throw Refusal.notFound();
    const councilId = councilFor(actor, personId);
    requireAccess(actor, 'changePostalAddress', { personId, councilId });
    if (councilId === null) throw new Refusal('NO_COUNCIL');
    const address = tidyAddress(input);
    const problems = addressProblems(address);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const [id, at] = [this.ids.next(), this.clock.now()];
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'changePostalAddress',
            key: idempotencyKey,
            input: { personId, ...address },
            result: {},
            at,
          });
          void this.addresses.write(queries, councilId, [{ id, personId, ...address }], at, actor.personId);
        }),
      () => undefined,
    );
  }
}
