import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  type Actor,
  CLOCK,
  type Clock,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { mayDo } from '../contract/access.js';
import { IDENTITY, type IdentityOptions, type IdentityPort } from '../contract/identity.port.js';
import { IDENTITY_OPTIONS } from '../contract/options.js';
import { IdentityRepository } from '../persistence/identity.repository.js';
import { MandateRepository } from '../persistence/mandate.repository.js';
import { EndMandate } from '../use-cases/end-mandate.js';
import { GiveMandate, type GiveMandateInput } from '../use-cases/give-mandate.js';
import { ReportNotSafe, type ReportNotSafeInput } from '../use-cases/report-not-safe.js';
import { SignIn } from '../use-cases/sign-in.js';
import { mandateView, signInRefused, type View } from './identity.view.js';
import { NamesLoader } from './names.loader.js';
import { endedCookie, sessionCookie } from './session-cookie.js';
import type { ViewerParent } from './viewer.resolver.js';

@Resolver()
export class IdentityResolver {
  constructor(
    private readonly repository: IdentityRepository,
    private readonly mandates: MandateRepository,
    private readonly names: NamesLoader,
    private readonly signing: SignIn,
    private readonly giving: GiveMandate,
    private readonly ending: EndMandate,
    private readonly reporting: ReportNotSafe,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(IDENTITY_OPTIONS) private readonly options: IdentityOptions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('me')
  me(@Context() context: OperationContext): ViewerParent | null {
    return context.actor && { actor: context.actor };
  }

  @Query('councils')
  async councils(): Promise<View[]> {
    return (await this.repository.allCouncils()).map(({ id }) => ({ id }));
  }

  @Query('demoPeople')
  demoPeople(): IdentityOptions['demoPeople'] {
    return this.options.demo ? this.options.demoPeople : [];
  }

  @Query('assignedPeople')
  async assignedPeople(@Context() context: OperationContext): Promise<View[]> {
    const { actor } = context;
    if (!actor || !mayDo(actor, 'assignedPeople')) return [];
    const people = await Promise.all(
      actor.assignedPeople.map(async (id) => ({
        id,
        name: (await this.names.person(context, id))?.name ?? 'Somebody',
      })),
    );
    return people.sort((left, right) => left.name.localeCompare(right.name, 'en-GB') || (left.id < right.id ? -1 : 1));
  }

  @Query('operatorDashboard')
  async operatorDashboard(@Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !mayDo(context.actor, 'operatorDashboard')) return null;
    const totals = await this.repository.totals(this.clock.now());
    // Search reads what the outbox brings it, so it is never further behind than that.
    return totals && { ...totals, outboxWaiting: totals.waiting, searchLagSeconds: totals.seconds };
  }

  @Mutation('signIn')
  signIn(
    @Args('email') email: string,
    @Args('password') password: string,
    @Context() context: OperationContext,
  ): Promise<View> {
    return orRefusal<View, View>(async () => {
      const { address, sessionToken } = context.request;
      const session = await this.signing.run(email, password, { address, oldToken: sessionToken });
      context.cookies.push(sessionCookie(session.token, session.expiresAt, this.options.secureCookies));
      return { __typename: 'SignedIn', viewer: { actor: await this.identity.actorFor(session.personId) } };
    }, signInRefused);
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
      return this.mandate(actor, await this.giving.give(actor, input));
    });
  }

  @Mutation('endMandate')
  endMandate(
    @Args('mandateId') mandateId: string,
    @Args('inPrivate') inPrivate: boolean | null,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      await this.ending.run(actor, mandateId, inPrivate ?? false);
      return this.mandate(actor, mandateId);
    });
  }

  @Mutation('reportNotSafe')
  reportNotSafe(
    @Args('input') input: ReportNotSafeInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'SafetyReportReceived',
      ...(await this.reporting.run(context.actor, input)),
    }));
  }

  private async mandate(actor: Actor, id: string): Promise<View> {
    const row = await this.mandates.asSeenBy(actor, id);
    if (!row) throw Refusal.notFound();
    return mandateView(row, this.clock.now());
  }
}
