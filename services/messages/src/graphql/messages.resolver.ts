import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  type OperationContext,
  orRefusal,
  type RefusalMember,
  rowScope,
} from '@owncourse/kernel/contract';
import type { MessagesOptions } from '../contract/messages.port.js';
import { MESSAGES_OPTIONS } from '../contract/options.js';
import { isMessageKind } from '../domain/message-kinds.js';
import { messageWords } from '../domain/message-words.js';
import { MailRepository } from '../persistence/mail.repository.js';
import { MessageRepository } from '../persistence/message.repository.js';
import { type MailPreference, type MessageFilter, ReadMessages } from '../use-cases/read-messages.js';
import { SendMail } from '../use-cases/send-mail.js';
import { mailView, mapConnection, messageView, type View } from './message.view.js';

const MOST_DEAD = 50;

@Resolver()
export class MessagesResolver {
  constructor(
    private readonly reading: ReadMessages,
    private readonly sending: SendMail,
    private readonly mails: MailRepository,
    @Inject(MESSAGES_OPTIONS) private readonly options: MessagesOptions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('messages')
  async messages(
    @Args('filter') filter: MessageFilter | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<View> {
    context.signedIn();
    return mapConnection(await this.reading.page(context.reads, filter ?? {}, first, after), messageView);
  }

  @Query('messagePreferences')
  messagePreferences(@Context() context: OperationContext): Promise<MailPreference[]> {
    context.signedIn();
    return this.reading.preferences(context.reads);
  }

  @Query('mailsToMe')
  async mailsToMe(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<View> {
    const { name } = context.signedIn();
    const page = await this.reading.mails(context.reads, first, after);
    return mapConnection(page, (row) => mailView(row, name, this.options.publicUrl));
  }

  @Query('mailHealth')
  async mailHealth(@Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !mayDo(context.actor, 'mailHealth')) return null;
    const [health, dead] = await Promise.all([this.mails.health(this.clock.now()), this.mails.dead(MOST_DEAD)]);
    return (
      health && {
        waiting: health.waiting,
        sentInADay: health.sent_in_a_day,
        dead: health.dead,
        oldestWaitingSeconds: health.oldest_waiting_seconds,
        hasServer: this.options.smtpUrl !== null,
        deadMails: dead.map((row) => ({
          id: row.message_id,
          title: isMessageKind(row.kind) ? messageWords(row.kind, {}, 'SELF').title : row.kind,
          tries: row.attempts,
          at: row.ended_at,
          whatTheServerSaid: row.last_error,
        })),
      }
    );
  }

  @Mutation('markMessageRead')
  markMessageRead(
    @Args('messageId') messageId: string | null,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const count = await this.reading.markRead(context.signedIn(), messageId ?? null);
      return { __typename: 'MessagesRead', count };
    });
  }

  @Mutation('setMessagePreferences')
  setMessagePreferences(
    @Args('preferences') preferences: readonly MailPreference[],
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.reading.choose(context.signedIn(), preferences);
      return { __typename: 'MessagePreferencesSaved', preferences: await this.reading.preferences(context.reads) };
    });
  }

  @Mutation('sendDeadMailsAgain')
  sendDeadMailsAgain(@Context() context: OperationContext): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      requireAccess(context.signedIn(), 'sendDeadMailsAgain');
      return { __typename: 'MailsRevived', count: await this.sending.revive() };
    });
  }
}

@Resolver('Viewer')
export class ViewerMessagesResolver {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
  ) {}

  @ResolveField('unreadMessages')
  unreadMessages(
    @Parent() { actor }: { readonly actor: Actor },
    @Context() context: OperationContext,
  ): Promise<number> {
    // Somebody who signs in in this very operation is not yet the one whom its reads are scoped to.
    if (context.actor?.personId === actor.personId) return this.messages.unread(context.reads);
    return this.database.transaction(rowScope(actor), (queries) => this.messages.unread(queries));
  }
}
