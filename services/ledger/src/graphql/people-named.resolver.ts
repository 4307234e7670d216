import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { isReadable, type OperationContext, statement } from '@owncourse/kernel/contract';

const FEWEST_LETTERS = 2;
const NAMED = statement(
  'ledger.people-named',
  `select f.person_id, f.budget_id from (
     select distinct on (b.person_id) b.person_id, b.id as budget_id, n.name
     from ledger.budget b join identity.person_names(array(select person_id from ledger.budget)) n on n.id = b.person_id
     where position(lower($1) in lower(n.name)) > 0
     order by b.person_id, b.status = 'ACTIVE' desc, b.id
   ) f order by f.name, f.person_id limit 20`,
);

/** Finds people by name among the budgets that the officer may see; row-level security leaves out the rest. */
@Resolver()
export class PeopleNamedResolver {
  @Query('peopleNamed')
  async peopleNamed(@Args('name') name: string, @Context() { actor, reads }: OperationContext): Promise<object[]> {
    const letters = name.trim();
    if (!actor || letters.length < FEWEST_LETTERS || !isReadable(letters) || !mayDo(actor, 'peopleNamed')) return [];
    const rows = await reads.query<{ person_id: string; budget_id: string }>(NAMED, [letters]);
    return rows.map((row) => ({ person: { id: row.person_id }, budgetId: row.budget_id }));
  }
}
