import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type Actor, type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import type { ClientAddressRow } from '../persistence/postal-address.repository.js';
import { ChangePostalAddress, type ChangePostalAddressInput } from '../use-cases/change-postal-address.js';
import type { View } from './identity.view.js';
import { NamesLoader } from './names.loader.js';

@Resolver()
export class PostalAddressResolver {
  constructor(
    private readonly changing: ChangePostalAddress,
    private readonly names: NamesLoader,
  ) {}

  @Query('postalAddress')
  async postalAddress(@Args('personId') personId: string, @Context() context: OperationContext): Promise<View | null> {
    const { actor, reads } = context;
    const row = actor && (await this.changing.of(actor, reads, personId));
    return row ? this.view(context, actor, row) : null;
  }

  @Mutation('changePostalAddress')
  changePostalAddress(
    @Args('input') input: ChangePostalAddressInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      await this.changing.run(actor, input);
      const row = await this.changing.of(actor, context.reads, input.personId);
      if (!row) throw Refusal.notFound();
      return this.view(context, actor, row);
    });
  }

  private async view(context: OperationContext, actor: Actor, row: ClientAddressRow): Promise<View> {
    const { lines, postcode, changed_at: changedAt, changed_by: changedBy } = row;
    const by = changedBy === null ? null : await this.names.person(context, changedBy);
    return {
      __typename: 'ClientAddress',
      person: { id: row.person_id },
      address: lines && { lines, postcode, changedAt, changedByName: by?.name ?? 'Somebody' },
      mayChange: this.changing.mayChange(actor, row),
    };
  }
}
