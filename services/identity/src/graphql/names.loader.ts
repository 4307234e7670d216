import { Injectable } from '@nestjs/common';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import {
  type CouncilRow,
  IdentityRepository,
  type OrganisationRow,
  type PersonRow,
} from '../persistence/identity.repository.js';

const PERSON = Symbol('Person by id');
const COUNCIL = Symbol('Council by id');
const ORGANISATION = Symbol('Organisation by id');

/** People, councils and organisations for the ids that rows give: one statement for each kind and operation. */
@Injectable()
export class NamesLoader {
  constructor(private readonly repository: IdentityRepository) {}

  person(context: OperationContext, id: string): Promise<PersonRow | null> {
    return context
      .loader<PersonRow>(PERSON, async (ids, { reads }) =>
        inOrderOf(ids, await this.repository.people(reads, ids), (row) => row.id),
      )
      .load(id);
  }

  council(context: OperationContext, id: string): Promise<CouncilRow | null> {
    return context
      .loader<CouncilRow>(COUNCIL, async (ids, { reads }) =>
        inOrderOf(ids, await this.repository.councils(reads, ids), (row) => row.id),
      )
      .load(id);
  }

  organisation(context: OperationContext, id: string): Promise<OrganisationRow | null> {
    return context
      .loader<OrganisationRow>(ORGANISATION, async (ids, { reads }) =>
        inOrderOf(ids, await this.repository.organisations(reads, ids), (row) => row.id),
      )
      .load(id);
  }
}
