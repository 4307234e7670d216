import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  type OperationContext,
  orRefusal,
  NIL_ID,
  NOBODY,
  Refusal,
  type RefusalMember,
  statement,
} from '@owncourse/kernel/contract';
import { IDENTITY, type IdentityOptions, type IdentityPort } from '../contract/identity.port.js';
import { IDENTITY_OPTIONS } from '../contract/options.js';
import { mayDo } from '../contract/access.js';
import { IdentityRepository } from '../persistence/identity.repository.js';
import { GiveMandate, type GiveMandateInput } from '../use-cases/give-mandate.js';
import { SignIn } from '../use-cases/sign-in.js';
import { mandateView, type View } from './identity.view.js';
import { endedCookie, sessionCookie } from './session-cookie.js';

const REPORT = statement('identity.report-not-safe', 'select identity.report_not_safe($1, $2, $3, $4, $5, $6)');
const LAG = statement(
  'identity.outbox-lag',
  'select waiting::int as waiting, oldest_seconds::int as seconds from kernel.outbox_lag($1)',
);
const LONGEST_MESSAGE = 5000;

@Resolver()
export class IdentityResolver {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
    private readonly signing: SignIn,
    private readonly mandates: GiveMandate,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(IDENTITY_OPTIONS) private readonly options: IdentityOptions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @Query('me')
  me(@Context() context: OperationContext): { actor: Actor } | null {
    return context.actor && { actor: context.actor };
  }

  @Query('councils')
  async councils(@Context() context: OperationContext): Promise<View[]> {
    return (await this.repository.councils(context.reads, null)).map((council) => ({ id: council.id }));
  }

  @Query('demoPeople')
  demoPeople(): IdentityOptions['demoPeople'] {
    return this.options.demo ? this.options.demoPeople : [];
  }

  @Query('assignedPeople')
  assignedPeople(@Context() context: OperationContext): View[] {
    const { actor } = context;
    return actor && mayDo(actor, 'assignedPeople') ? actor.assignedPeople.map((id) => ({ id })) : [];
  }

  @Query('operatorDashboard')
  async operatorDashboard(@Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !mayDo(context.actor, 'operatorDashboard')) return null;
    const [totals, [lag]] = await Promise.all([
      this.repository.totals(),
      this.database.call<{ waiting: number; seconds: number }>(LAG, [this.clock.now()]),
    ]);
    return { ...totals, outboxWaiting: lag?.waiting ?? 0, searchLagSeconds: lag?.seconds ?? 0 };
  }

  @Mutation('signIn')
  signIn(
    @Args('email') email: string,
    @Args('password') password: string,
    @Context() context: OperationContext,
  ): Promise<View> {
    return orRefusal<View, View>(
      async () => {
        const session = await this.signing.run(email, password, {
          address: context.request.address,
          oldToken: context.request.sessionToken,
        });
        context.cookies.push(sessionCookie(session.token, session.expiresAt, this.options.secureCookies));
        return { __typename: 'SignedIn', viewer: { actor: await this.identity.actorFor(session.personId) } };
      },
      (refusal) => signInRefused(refusal),
    );
  }

  @Mutation('signOut')
  async signOut(@Context() context: OperationContext): Promise<boolean> {
    const { sessionToken } = context.request;
    if (sessionToken !== null) await this.signing.end(sessionToken);
    context.cookies.push(endedCookie(this.options.secureCookies));
    return true;
  }

  @Mutation('grantMandate')
  grantMandate(
    @Args('input') input: GiveMandateInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      const id = await this.mandates.give(actor, input);
      return this.mandate(actor, id);
    });
  }

  @Mutation('endMandate')
  endMandate(
    @Args('mandateId') mandateId: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      await this.mandates.end(actor, mandateId);
      return this.mandate(actor, mandateId);
    });
  }

  @Mutation('reportNotSafe')
  reportNotSafe(
    @Args('input') input: { message: string; safeWayToReach?: string | null },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const message = input.message.trim();
      if (message === '' || message.length > LONGEST_MESSAGE)
        throw Refusal.invalid('message', `Tell us what is wrong, in at most ${LONGEST_MESSAGE} letters.`);
      const councilId = context.actor?.fundingCouncilId ?? context.actor?.councilId ?? NIL_ID;
      const id = this.ids.next();
      await this.database.transaction(NOBODY, (queries) => {
        void queries.query(REPORT, [
          councilId,
          id,
          context.actor?.personId ?? null,
          message,
          input.safeWayToReach?.slice(0, 500) ?? null,
          this.clock.now(),
        ]);
      });
      const councils = await this.repository.councilsNow();
      const council = councils.find((one) => one.id === councilId) ?? councils[0];
      return {
        __typename: 'SafetyReportReceived',
        reference: id.slice(-8).toUpperCase(),
        phone: council?.safeguarding_phone ?? '',
      };
    });
  }

  private async mandate(actor: Actor, id: string): Promise<View> {
    const row = await this.mandates.visible(actor, id);
    if (!row) throw Refusal.notFound();
    return mandateView(row, this.clock.now());
  }
}

function signInRefused(refusal: Refusal): View {
  const seconds = refusal.code === 'TOO_MANY_TRIES' ? Number(refusal.details['seconds']) : null;
  return {
    __typename: 'SignInRefused',
    message: seconds === null ? 'That e-mail address and password do not go together.' : 'There were too many tries.',
    whatToDo:
      seconds === null
        ? 'Check both and try again. Nothing was changed.'
        : `Wait ${Math.ceil(seconds / 60)} minutes, then try again.`,
    retryAfterSeconds: seconds,
  };
}
