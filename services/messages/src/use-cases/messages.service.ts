import { Injectable } from '@nestjs/common';
import { isId } from '@owncourse/kernel/contract';
import type { MessagesPort, MessageWords } from '../contract/messages.port.js';
import { isMessageKind } from '../domain/message-kinds.js';
import { messageWords } from '../domain/message-words.js';
import { MessageRepository } from '../persistence/message.repository.js';
import { SendMail } from './send-mail.js';

/** The door of messages. */
@Injectable()
export class MessagesService implements MessagesPort {
  constructor(
    private readonly sending: SendMail,
    private readonly messages: MessageRepository,
  ) {}

  sendMail(): Promise<number> {
    return this.sending.run();
  }

  async wordsOf(
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, MessageWords & { readonly personId: string }>> {
    const rows = await this.messages.factsOf(messageIds.filter(isId));
    return new Map(
      rows.flatMap((row) =>
        isMessageKind(row.kind)
          ? [[row.id, { personId: row.person_id, ...messageWords(row.kind, row.facts, 'SELF') }] as const]
          : [],
      ),
    );
  }
}
