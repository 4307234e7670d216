import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  type Actor,
  CLOCK,
  type Clock,
  inOrderOf,
  type OperationContext,
  type RoleName,
} from '@owncourse/kernel/contract';
import { type CouncilRow, IdentityRepository, type Named, type PersonRow } from '../persistence/identity.repository.js';
import { mandateView, type View } from './identity.view.js';

const PERSON = Symbol('Person by id');
const COUNCIL = Symbol('Council by id');
const ORGANISATION = Symbol('Organisation by id');

interface ViewerParent {
  readonly actor: Actor;
}

/** Names for ids that other rooms give. */
class Names {
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

  organisation(context: OperationContext, id: string): Promise<Named | null> {
    return context
      .loader<Named>(ORGANISATION, async (ids, { reads }) =>
        inOrderOf(ids, await this.repository.organisations(reads, ids), (row) => row.id),
      )
      .load(id);
  }
}

@Resolver('Person')
export class PersonResolver {
  private readonly names: Names;

  constructor(repository: IdentityRepository) {
    this.names = new Names(repository);
  }

  @ResolveField('name')
  async name(@Parent() person: { id: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.person(context, person.id))?.name ?? 'Somebody';
  }

  @ResolveField('communicationNeeds')
  async communicationNeeds(
    @Parent() person: { id: string },
    @Context() context: OperationContext,
  ): Promise<readonly string[]> {
    return (await this.names.person(context, person.id))?.communication_needs ?? [];
  }

  @ResolveField('postcodeDistrict')
  async postcodeDistrict(
    @Parent() person: { id: string },
    @Context() context: OperationContext,
  ): Promise<string | null> {
    return (await this.names.person(context, person.id))?.postcode_district ?? null;
  }
}

@Resolver('Council')
export class CouncilResolver {
  private readonly names: Names;

  constructor(repository: IdentityRepository) {
    this.names = new Names(repository);
  }

  @ResolveField('key')
  async key(@Parent() council: { id: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.key ?? '';
  }

  @ResolveField('name')
  async name(@Parent() council: { id: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.name ?? '';
  }

  @ResolveField('safeguardingPhone')
  async safeguardingPhone(@Parent() council: { id: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.safeguarding_phone ?? '';
  }

  @ResolveField('contactPhone')
  async contactPhone(@Parent() council: { id: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.contact_phone ?? '';
  }
}

@Resolver('Mandate')
export class MandateResolver {
  private readonly names: Names;

  constructor(repository: IdentityRepository) {
    this.names = new Names(repository);
  }

  @ResolveField('actorName')
  async actorName(
    @Parent() mandate: { actorPersonId: string | null; actorOrganisationId: string | null },
    @Context() context: OperationContext,
  ): Promise<string> {
    if (mandate.actorPersonId !== null)
      return (await this.names.person(context, mandate.actorPersonId))?.name ?? 'Somebody';
    return (await this.names.organisation(context, mandate.actorOrganisationId ?? ''))?.name ?? 'Somebody';
  }
}

@Resolver('LookUp')
export class LookUpResolver {
  private readonly names: Names;

  constructor(repository: IdentityRepository) {
    this.names = new Names(repository);
  }

  @ResolveField('officerName')
  async officerName(@Parent() look: { officerId: string }, @Context() context: OperationContext): Promise<string> {
    return (await this.names.person(context, look.officerId))?.name ?? 'An officer';
  }
}

@Resolver('Viewer')
export class ViewerResolver {
  private readonly names: Names;

  constructor(
    private readonly repository: IdentityRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.names = new Names(repository);
  }

  @ResolveField('person')
  person(@Parent() { actor }: ViewerParent): View {
    return { id: actor.personId };
  }

  @ResolveField('email')
  email(@Parent() { actor }: ViewerParent): string {
    return actor.email;
  }

  @ResolveField('roles')
  async roles(
    @Parent() { actor }: ViewerParent,
    @Context() context: OperationContext,
  ): Promise<{ role: RoleName; organisationName: string | null; organisationId: string | null }[]> {
    const organisationName = await this.organisationName({ actor }, context);
    return actor.roles.map((role) => ({ role, organisationName, organisationId: actor.organisationId }));
  }

  @ResolveField('council')
  council(@Parent() { actor }: ViewerParent): View | null {
    const id = actor.councilId ?? actor.fundingCouncilId;
    return id === null ? null : { id };
  }

  @ResolveField('organisationId')
  organisationId(@Parent() { actor }: ViewerParent): string | null {
    return actor.organisationId;
  }

  @ResolveField('organisationName')
  async organisationName(
    @Parent() { actor }: ViewerParent,
    @Context() context: OperationContext,
  ): Promise<string | null> {
    return actor.organisationId === null
      ? null
      : ((await this.names.organisation(context, actor.organisationId))?.name ?? null);
  }

  @ResolveField('actsFor')
  async actsFor(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    const ids = actor.mandates.map((mandate) => mandate.id);
    const rows = ids.length === 0 ? [] : await this.repository.mandatesHeld(context.reads, ids);
    return rows.map((row) => mandateView(row, this.clock.now()));
  }

  @ResolveField('mandatesGiven')
  async mandatesGiven(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    return (await this.repository.mandatesGiven(context.reads, actor.personId)).map((row) =>
      mandateView(row, this.clock.now()),
    );
  }

  @ResolveField('lookUps')
  async lookUps(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    const rows = await this.repository.lookUps(context.reads, actor.personId);
    return rows.map((row) => ({
      id: row.id,
      officerId: row.officer_id,
      officerRole: row.officer_role,
      what: row.what,
      at: row.at,
    }));
  }
}
