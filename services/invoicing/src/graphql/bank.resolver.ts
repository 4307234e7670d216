import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import {
  type DecideBankDetailsInput,
  type EnterBankDetailsInput,
  PAYING,
  type PayingPort,
  type RecordCallBackInput,
} from '../contract/paying.port.js';
import { type BankCheckRow, type BankDetailsRow, BankRepository } from '../persistence/bank.repository.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;

async function detailsView(row: BankDetailsRow, context: OperationContext): Promise<View> {
  return {
    id: row.id,
    accountName: row.account_name,
    accountEnding: row.account_ending,
    enteredAt: row.entered_at,
    enteredByName: await nameOf(context, 'PERSON', row.entered_by),
  };
}

/** Where the reader's own provider is paid. */
@Resolver('OurBankDetails')
export class BankDetailsResolver {
  constructor(
    private readonly bank: BankRepository,
    @Inject(PAYING) private readonly paying: PayingPort,
  ) {}

  @Query('ourBankDetails')
  async ours(@Context() context: OperationContext): Promise<View | null> {
    const { actor } = context;
    const providerId = actor?.organisationId ?? null;
    if (!actor || providerId === null || !mayDo(actor, 'ourBankDetails', { organisationId: providerId })) return null;
    const [details, standings] = await Promise.all([
      this.bank.newest(context.reads, providerId),
      this.bank.standings(context.reads, providerId),
    ]);
    return {
      __typename: 'OurBankDetails',
      details: details && (await detailsView(details, context)),
      standings: await Promise.all(
        standings.map(async (row) => ({
          councilName: await nameOf(context, 'COUNCIL', row.council_id),
          standing: row.standing,
          calledOn: row.called_on,
          reason: row.standing === 'TURNED_DOWN' ? row.reason : null,
          waitingCount: row.waiting_count,
          waitingPence: row.waiting_pence,
        })),
      ),
    };
  }

  @Mutation('enterBankDetails')
  enter(
    @Args('input') input: EnterBankDetailsInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.paying.enterBankDetails(context.signedIn(), input);
      const ours = await this.ours(context);
      if (!ours) throw Refusal.notFound();
      return ours;
    });
  }
}

/** Providers that the officer's council cannot pay yet, and what two officers do about it. */
@Resolver('BankCheck')
export class BankCheckResolver {
  constructor(
    private readonly bank: BankRepository,
    @Inject(PAYING) private readonly paying: PayingPort,
  ) {}

  @Query('bankChecks')
  async checks(@Context() context: OperationContext): Promise<View[]> {
    const { actor } = context;
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'bankChecks', { councilId })) return [];
    const open = await this.bank.open(context.reads, councilId);
    const detailsIds = open.flatMap(({ details_id }) => details_id ?? []);
    const [details, calls] = await Promise.all([
      this.bank.byIds(context.reads, detailsIds),
      this.bank.checks(context.reads, detailsIds),
    ]);
    const detailsOf = new Map(details.map((row) => [row.id, row]));
    const callOf = new Map(calls.map((row) => [row.details_id, row]));
    return Promise.all(
      open.map(async (row) => {
        const found = detailsOf.get(row.details_id ?? '');
        const call = callOf.get(row.details_id ?? '');
        return {
          provider: { id: row.provider_id },
          standing: row.standing,
          details: found ? await detailsView(found, context) : null,
          call: call ? await this.callView(call, actor.personId, context) : null,
          waitingCount: row.waiting_count,
          waitingPence: row.waiting_pence,
        };
      }),
    );
  }

  @Mutation('recordCallBack')
  record(
    @Args('input') input: RecordCallBackInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'BankCallRecorded',
      checkId: await this.paying.recordCallBack(context.signedIn(), input),
    }));
  }

  @Mutation('decideBankDetails')
  decide(
    @Args('input') input: DecideBankDetailsInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'BankDetailsDecided',
      checkId: await this.paying.decideBankDetails(context.signedIn(), input),
      agreed: input.agree,
    }));
  }

  private async callView(row: BankCheckRow, readerId: string, context: OperationContext): Promise<View> {
    return {
      id: row.id,
      calledOn: row.called_on,
      number: row.called_number,
      knownFrom: row.number_known_from,
      spokenTo: row.spoken_to,
      calledByName: await nameOf(context, 'PERSON', row.called_by),
      calledByReader: row.called_by === readerId,
      turnedDownBecause: row.status === 'TURNED_DOWN' ? row.reason : null,
    };
  }
}
