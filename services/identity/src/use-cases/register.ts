import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  IDS,
  type IdSource,
  NOBODY,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type {
  AddClient,
  IdentityPort,
  OrganisationKind,
  PolicyKey,
  RegisterPerson,
} from '../contract/identity.port.js';
import { requireAccess } from '../contract/access.js';
import { IdentityRepository } from '../persistence/identity.repository.js';

const ADD_COUNCIL = statement('identity.add-council', 'select identity.add_council($1, $2, $3, $4, $5)');
const ADD_ORGANISATIONS = statement('identity.add-organisations', 'select identity.add_organisations($1)');
const REGISTER = statement('identity.register-people', 'select identity.register_people($1)');
const ADD_CLIENTS = statement('identity.add-clients', 'select identity.add_clients($1, $2)');
const SET_POLICY = statement('identity.set-policy', 'select identity.set_policy($1, $2, $3, $4)');

const COUNCIL_ROLES = new Set(['CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER', 'COMMISSIONER', 'MODERATOR']);
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Councils, organisations, people and policy come into being here. */
@Injectable()
export class Register {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
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

  people(actor: Actor, people: readonly RegisterPerson[]): Promise<readonly string[]> {
    for (const person of people) {
      for (const { role, councilId } of person.roles) {
        requireAccess(actor, 'registerPeople', { councilId: councilId ?? actor.councilId });
        if (role === 'OPERATOR' && !actor.roles.includes('OPERATOR')) throw new Refusal('NOT_PERMITTED');
        if (COUNCIL_ROLES.has(role) && !councilId)
          throw Refusal.invalid('councilId', 'Say which council this officer works for.');
      }
    }
    return this.write(actor, people);
  }

  async firstOperator(person: RegisterPerson): Promise<string> {
    if ((await this.repository.totals()).people > 0) throw new Refusal('WRONG_STATE');
    const [id] = await this.write(null, [{ ...person, roles: [{ role: 'OPERATOR' }] }]);
    return id ?? '';
  }

  async clients(actor: Actor, councilId: string, clients: readonly AddClient[]): Promise<void> {
    requireAccess(actor, 'addClients', { councilId });
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(ADD_CLIENTS, [councilId, JSON.stringify(clients)]);
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

  private async write(actor: Actor | null, people: readonly RegisterPerson[]): Promise<readonly string[]> {
    const rows = people.map((person) => ({ ...person, id: person.id ?? this.ids.next() }));
    const wrong = rows.find(
      (person) => person.email !== undefined && (!EMAIL.test(person.email) || !person.passwordHash),
    );
    if (wrong) throw Refusal.invalid('email', 'A sign-in needs a full e-mail address and a password.');
    await this.database.transaction(actor ? rowScope(actor) : NOBODY, (queries) => {
      void queries.query(REGISTER, [JSON.stringify(rows)]);
    });
    return rows.map((person) => person.id);
  }
}
