import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import {
  type DecidePayingAccountInput,
  type EnterPayingAccountInput,
  PAYING_ACCOUNTS,
  type PayingAccountsPort,
} from '../contract/paying-accounts.port.js';
import {
  type PayingAccountRow,
  PayingAccountRepository,
  type PayingEntryRow,
} from '../persistence/paying-account.repository.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;

/** From which account the reader's own council pays. */
@Resolver('OurPayingAccounts')
export class PayingAccountResolver {
  constructor(
    private readonly accounts: PayingAccountRepository,
    @Inject(PAYING_ACCOUNTS) private readonly paying: PayingAccountsPort,
  ) {}

  @Query('ourPayingAccounts')
  async ours(@Context() context: OperationContext): Promise<View | null> {
    const { actor } = context;
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'ourPayingAccounts', { councilId })) return null;
    const [accounts, newest] = await Promise.all([
      this.accounts.accounts(context.reads),
      this.accounts.newestEntry(context.reads, councilId),
    ]);
    return {
      __typename: 'OurPayingAccounts',
      accounts: await Promise.all(accounts.map((row) => accountView(row, context))),
      waiting: newest?.status === 'WAITING' ? await waitingView(newest, actor.personId, context) : null,
      refused: newest?.status === 'TURNED_DOWN' ? await refusedView(newest, context) : null,
    };
  }

  @Mutation('enterPayingAccount')
  enter(
    @Args('input') input: EnterPayingAccountInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.paying.enter(context.signedIn(), input);
      const ours = await this.ours(context);
      if (!ours) throw Refusal.notFound();
      return ours;
    });
  }

  @Mutation('decidePayingAccount')
  decide(
    @Args('input') input: DecidePayingAccountInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'PayingAccountDecided',
      entryId: await this.paying.decide(context.signedIn(), input),
      agreed: input.agree,
    }));
  }
}

async function accountView(row: PayingAccountRow, context: OperationContext): Promise<View> {
  const nameOrNone = (id: string | null): Promise<string | null> =>
    id === null ? Promise.resolve(null) : nameOf(context, 'PERSON', id);
  const [enteredByName, agreedByName] = await Promise.all([nameOrNone(row.entered_by), nameOrNone(row.agreed_by)]);
  return {
    accountName: row.account_name,
    accountEnding: row.account_ending,
    serviceUserNumber: row.service_user_number,
    fromOn: row.from_on,
    untilOn: row.until_on,
    enteredByName,
    agreedByName,
  };
}

async function waitingView(row: PayingEntryRow, readerId: string, context: OperationContext): Promise<View> {
  return {
    id: row.id,
    accountName: row.account_name,
    accountEnding: row.account_ending,
    serviceUserNumber: row.service_user_number,
    fromOn: row.from_on,
    enteredAt: row.entered_at,
    enteredByName: await nameOf(context, 'PERSON', row.entered_by),
    enteredByReader: row.entered_by === readerId,
  };
}

async function refusedView(row: PayingEntryRow, context: OperationContext): Promise<View> {
  return {
    accountEnding: row.account_ending,
    fromOn: row.from_on,
    decidedByName: await nameOf(context, 'PERSON', row.decided_by ?? ''),
    reason: row.reason ?? '',
  };
}
