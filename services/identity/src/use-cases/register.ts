import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  NOBODY,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { requireAccess } from '../contract/access.js';
import type {
  AddClient,
  IdentityPort,
  OrganisationKind,
  PolicyKey,
  RegisterPerson,
} from '../contract/identity.port.js';
import { addressProblems, tidyAddress } from '../domain/postal-address.js';
import { councilMayRegister, isInItsPlace } from '../domain/role-places.js';
import { PostalAddressRepository } from '../persistence/postal-address.repository.js';

const ADD_COUNCIL = statement('identity.add-council', 'select identity.add_council($1, $2, $3, $4, $5)');
const ADD_ORGANISATIONS = statement('identity.add-organisations', 'select identity.add_organisations($1)');
const REGISTER = statement('identity.register-people', 'select identity.register_people($1)');
const REGISTER_FIRST = statement('identity.register-first-operator', 'select identity.register_first_operator($1)');
const ADD_CLIENTS = statement('identity.add-clients', 'select identity.add_clients($1, $2)');
const SET_POLICY = statement('identity.set-policy', 'select identity.set_policy($1, $2, $3, $4)');

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Councils, organisations, people and policy come into being here. */
@Injectable()
export class Register {
  constructor(
    private readonly database: Database,
    private readonly addresses: PostalAddressRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async council(actor: Actor, council: Parameters<IdentityPort['createCouncil']>[1]): Promise<string> {
    requireAccess(actor, 'createCouncil');
    const id = council.id ?? this.ids.next();
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(ADD_COUNCIL, [id, council.key, council.name, council.safeguardingPhone, council.contactPhone]);
    });
    return id;
  }

  async organisations(
    actor: Actor,
    organisations: readonly { readonly id: string; readonly kind: OrganisationKind; readonly name: string }[],
  ): Promise<void> {
    requireAccess(actor, 'createOrganisation');
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(ADD_ORGANISATIONS, [JSON.stringify(organisations)]);
    });
  }

  /** The operator registers anybody; a council's finance officer the people it looks after. All or nobody. */
  async people(actor: Actor, people: readonly RegisterPerson[]): Promise<readonly string[]> {
    requireAccess(actor, 'registerPeople', { councilId: actor.councilId });
    const isOperator = actor.roles.includes('OPERATOR');
    if (!isOperator && !people.every((person) => councilMayRegister(person.roles))) {
      throw new Refusal('NOT_PERMITTED');
    }
    const rows = this.checked(people);
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(REGISTER, [JSON.stringify(rows)]);
    });
    return rows.map((person) => person.id);
  }

  async firstOperator(person: RegisterPerson): Promise<string> {
    const id = person.id ?? this.ids.next();
    const rows = this.checked([{ ...person, id, roles: [{ role: 'OPERATOR' }] }]);
    await this.database.transaction(NOBODY, (queries) => {
      void queries.query(REGISTER_FIRST, [JSON.stringify(rows)]);
    });
    return id;
  }

  /** With where their letters go, where it is known. All or nobody. */
  async clients(actor: Actor, councilId: string, clients: readonly AddClient[]): Promise<void> {
    requireAccess(actor, 'addClients', { councilId });
    const addresses = clients.flatMap(({ personId, address }) => {
      if (address === undefined) return [];
      const tidied = tidyAddress(address);
      const problems = addressProblems(tidied);
      if (problems.length > 0) throw Refusal.invalidFields(problems);
      return [{ id: this.ids.next(), personId, ...tidied }];
    });
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(ADD_CLIENTS, [councilId, JSON.stringify(clients)]);
      if (addresses.length > 0)
        void this.addresses.write(queries, councilId, addresses, this.clock.now(), actor.personId);
    });
  }

  async policies(
    actor: Actor,
    councilId: string,
    policies: readonly { readonly key: PolicyKey; readonly value: unknown; readonly from: string }[],
  ): Promise<void> {
    requireAccess(actor, 'setPolicy', { councilId });
    await this.database.transaction(rowScope(actor), (queries) => {
      for (const policy of policies)
        void queries.query(SET_POLICY, [councilId, policy.key, JSON.stringify(policy.value), policy.from]);
    });
  }

  private checked(people: readonly RegisterPerson[]): (RegisterPerson & { readonly id: string })[] {
    for (const { name, email, passwordHash, roles } of people) {
      if (name.trim() === '') throw Refusal.invalid('name', 'Write the name.');
      if (email !== undefined && (!EMAIL.test(email) || !passwordHash)) {
        throw Refusal.invalid('email', 'A sign-in needs a full e-mail address and a password.');
      }
      if (!roles.every(isInItsPlace)) {
        const message = 'An officer works for a council, staff for an organisation, everybody else for neither.';
        throw Refusal.invalid('roles', message);
      }
    }
    return people.map((person) => ({ ...person, id: person.id ?? this.ids.next() }));
  }
}
