import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CLOCK,
  type Clock,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  type ChangeRegularExpenseInput,
  type EndRegularExpenseInput,
  type PlanRegularExpenseInput,
  REGULAR,
  type RegularPort,
} from '../contract/regular.port.js';
import { RegularRepository, type RegularRow } from '../persistence/regular.repository.js';
import type { BudgetView } from './budget.view.js';

type Member = RefusalMember | Record<string, unknown>;

const REGULARS = Symbol('Regular expenses by budget');

function regularView(row: RegularRow): Record<string, unknown> {
  return {
    __typename: 'RegularExpense',
    id: row.id,
    budgetId: row.budget_id,
    kind: { code: row.kind, words: row.kind_words },
    payee: row.payee,
    steps: (row.steps ?? []).map((step) => ({ ...step, amountPence: BigInt(step.amountPence) })),
    overdueOn: row.overdue_on,
    nextOn: row.next_on,
    nextPence: row.next_pence,
    endsOn: row.ends_on,
  };
}

@Resolver('Budget')
export class RegularResolver {
  constructor(
    private readonly rows: RegularRepository,
    @Inject(REGULAR) private readonly regular: RegularPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('regularExpenses')
  async ofBudget(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<unknown[]> {
    const rows = await context
      .loader<readonly RegularRow[]>(REGULARS, async (ids, { reads }) => {
        const found = await this.rows.ofBudgets(reads, ids, londonDate(this.clock.now()));
        return ids.map((id) => found.filter((row) => row.budget_id === id));
      })
      .load(budget.id);
    return (rows ?? []).map(regularView);
  }

  @Mutation('planRegularExpense')
  plan(@Args('input') input: PlanRegularExpenseInput, @Context() context: OperationContext): Promise<Member> {
    return this.answer(context, () => this.regular.planRegularExpense(context.signedIn(), input));
  }

  @Mutation('changeRegularExpense')
  change(@Args('input') input: ChangeRegularExpenseInput, @Context() context: OperationContext): Promise<Member> {
    return this.answer(context, () => this.regular.changeRegularExpense(context.signedIn(), input));
  }

  @Mutation('endRegularExpense')
  end(@Args('input') input: EndRegularExpenseInput, @Context() context: OperationContext): Promise<Member> {
    return this.answer(context, () => this.regular.endRegularExpense(context.signedIn(), input));
  }

  private answer(context: OperationContext, work: () => Promise<string>): Promise<Member> {
    return orRefusal<Member>(async () => {
      const row = await this.rows.one(context.reads, await work(), londonDate(this.clock.now()));
      if (!row) throw Refusal.notFound();
      return regularView(row);
    });
  }
}
