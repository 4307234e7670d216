import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  type OperationContext,
  type Queries,
  type RoleName,
  rowScope,
} from '@owncourse/kernel/contract';
import { placeOfRole } from '../domain/role-places.js';
import { IdentityRepository } from '../persistence/identity.repository.js';
import { MandateRepository } from '../persistence/mandate.repository.js';
import { mandateView, type View } from './identity.view.js';
import { NamesLoader } from './names.loader.js';

export interface ViewerParent {
  readonly actor: Actor;
}

interface RoleGrantView {
  readonly role: RoleName;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
}

@Resolver('Viewer')
export class ViewerResolver {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
    private readonly mandates: MandateRepository,
    private readonly names: NamesLoader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('person')
  person(@Parent() { actor }: ViewerParent): View {
    return { id: actor.personId, name: actor.name };
  }

  @ResolveField('email')
  email(@Parent() { actor }: ViewerParent): string {
    return actor.email;
  }

  @ResolveField('roles')
  roles(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<RoleGrantView[]> {
    return Promise.all(
      actor.roles.map(async (role) => {
        const place = placeOfRole(role);
        // A council is an organisation too, under the same id.
        const id = place === 'council' ? actor.councilId : place === 'organisation' ? actor.organisationId : null;
        return { role, organisationId: id, organisationName: await this.organisation(id, context) };
      }),
    );
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
  organisationName(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<string | null> {
    return this.organisation(actor.organisationId, context);
  }

  @ResolveField('actsFor')
  async actsFor(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    if (actor.mandates.length === 0) return [];
    const ids = actor.mandates.map((mandate) => mandate.id);
    const rows = await this.asViewer(actor, context, (queries) => this.mandates.held(queries, ids));
    return rows.map((row) => mandateView(row, this.clock.now()));
  }

  @ResolveField('mandatesGiven')
  async mandatesGiven(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    const rows = await this.asViewer(actor, context, (queries) => this.mandates.given(queries, actor.personId));
    return rows.map((row) => mandateView(row, this.clock.now()));
  }

  @ResolveField('lookUps')
  async lookUps(@Parent() { actor }: ViewerParent, @Context() context: OperationContext): Promise<View[]> {
    const rows = await this.asViewer(actor, context, (queries) => this.repository.lookUps(queries, this.clock.now()));
    return rows.map((row) => ({
      id: row.id,
      officerId: row.officer_id,
      officerRole: row.officer_role,
      what: row.what,
      at: row.at,
    }));
  }

  private async organisation(id: string | null, context: OperationContext): Promise<string | null> {
    return id === null ? null : ((await this.names.organisation(context, id))?.name ?? null);
  }

  /** Somebody who signs in in this very operation is not yet the one whom its reads are scoped to. */
  private asViewer<Row>(
    actor: Actor,
    context: OperationContext,
    read: (queries: Queries) => Promise<Row[]>,
  ): Promise<Row[]> {
    if (context.actor?.personId === actor.personId) return read(context.reads);
    return this.database.transaction(rowScope(actor), read);
  }
}
