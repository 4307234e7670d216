import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '@owncourse/kernel/contract';
import { NamesLoader } from './names.loader.js';

/** A person as other rooms give it: the id alone, of a row that the reader may see. */
interface PersonParent {
  readonly id: string;
  readonly name?: string;
}

/** A council as other rooms give it: the id alone. */
interface CouncilParent {
  readonly id: string;
}

@Resolver('Person')
export class PersonResolver {
  constructor(private readonly names: NamesLoader) {}

  @ResolveField('name')
  async name(@Parent() person: PersonParent, @Context() context: OperationContext): Promise<string> {
    return person.name ?? (await this.names.person(context, person.id))?.name ?? 'Somebody';
  }

  @ResolveField('communicationNeeds')
  async communicationNeeds(
    @Parent() person: PersonParent,
    @Context() context: OperationContext,
  ): Promise<readonly string[]> {
    return (await this.names.person(context, person.id))?.communication_needs ?? [];
  }

  @ResolveField('postcodeDistrict')
  async postcodeDistrict(@Parent() person: PersonParent, @Context() context: OperationContext): Promise<string | null> {
    return (await this.names.person(context, person.id))?.postcode_district ?? null;
  }
}

@Resolver('Council')
export class CouncilResolver {
  constructor(private readonly names: NamesLoader) {}

  @ResolveField('key')
  async key(@Parent() council: CouncilParent, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.key ?? '';
  }

  @ResolveField('name')
  async name(@Parent() council: CouncilParent, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.name ?? '';
  }

  @ResolveField('safeguardingPhone')
  async safeguardingPhone(@Parent() council: CouncilParent, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.safeguarding_phone ?? '';
  }

  @ResolveField('contactPhone')
  async contactPhone(@Parent() council: CouncilParent, @Context() context: OperationContext): Promise<string> {
    return (await this.names.council(context, council.id))?.contact_phone ?? '';
  }
}

@Resolver('Mandate')
export class MandateResolver {
  constructor(private readonly names: NamesLoader) {}

  @ResolveField('actorName')
  async actorName(
    @Parent() mandate: { readonly actorPersonId: string | null; readonly actorOrganisationId: string | null },
    @Context() context: OperationContext,
  ): Promise<string> {
    const { actorPersonId, actorOrganisationId } = mandate;
    const actor =
      actorPersonId === null
        ? await this.names.organisation(context, actorOrganisationId ?? '')
        : await this.names.person(context, actorPersonId);
    return actor?.name ?? 'Somebody';
  }
}

@Resolver('LookUp')
export class LookUpResolver {
  constructor(private readonly names: NamesLoader) {}

  @ResolveField('officerName')
  async officerName(
    @Parent() look: { readonly officerId: string },
    @Context() context: OperationContext,
  ): Promise<string> {
    return (await this.names.person(context, look.officerId))?.name ?? 'An officer';
  }
}
