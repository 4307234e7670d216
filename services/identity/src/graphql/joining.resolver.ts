import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { IDENTITY, type IdentityOptions, type IdentityPort } from '../contract/identity.port.js';
import { IDENTITY_OPTIONS } from '../contract/options.js';
import type { JoinInput } from '../domain/join-problems.js';
import { Join } from '../use-cases/join.js';
import { signInRefused, type View } from './identity.view.js';
import { sessionCookie } from './session-cookie.js';

/** Joining, by somebody who is nobody here yet. */
@Resolver()
export class JoiningResolver {
  constructor(
    private readonly joining: Join,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(IDENTITY_OPTIONS) private readonly options: IdentityOptions,
  ) {}

  @Mutation('joinAsProvider')
  join(
    @Args('input') input: JoinInput,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orTooMany(async () => ({
      __typename: 'JoiningAsked',
      demoPath: await this.joining.ask(input, context.request.address, key),
    }));
  }

  @Mutation('confirmJoining')
  confirm(
    @Args('token') token: string,
    @Args('password') password: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orTooMany(async () => {
      const { address, sessionToken } = context.request;
      const session = await this.joining.confirm(token, password, { address, oldToken: sessionToken });
      context.cookies.push(sessionCookie(session.token, session.expiresAt, this.options.secureCookies));
      return { __typename: 'JoiningConfirmed', viewer: { actor: await this.identity.actorFor(session.personId) } };
    });
  }
}

async function orTooMany(run: () => Promise<View>): Promise<View | RefusalMember> {
  return orRefusal<View | RefusalMember>(async () => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'TOO_MANY_TRIES') return { ...signInRefused(error), __typename: 'TooManyTries' };
      // The link was used before, and this is not its account's password.
      if (error.code === 'SIGN_IN_FAILED')
        throw Refusal.invalid('password', 'That is not the password that was chosen.');
      throw error;
    }
  });
}
