import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CLOCK, type Clock } from '@owncourse/kernel/contract';
import type { MessagesOptions } from '../contract/messages.port.js';
import { MESSAGES_OPTIONS } from '../contract/options.js';
import { isMessageKind } from '../domain/message-kinds.js';
import { mailText, messageWords } from '../domain/message-words.js';
import { waitAfter, withoutAddresses } from '../domain/next-try.js';
import { type LeasedMail, MailRepository } from '../persistence/mail.repository.js';
import { MAIL_TRANSPORT, type MailTransport, type OutgoingMail, type SendOutcome } from './mail-transport.port.js';

const AT_ONCE = 50;
const LEASE_MS = 10 * 60_000;
/** Longer than all tries together. What was not sent by then is no news any more. */
const TOO_OLD_MS = 4 * 24 * 3_600_000;

/** Mails go out at least once: each is leased, sent, and marked; a worker that stops in between sends it again. */
@Injectable()
export class SendMail implements OnApplicationShutdown {
  constructor(
    private readonly mails: MailRepository,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport | null,
    @Inject(MESSAGES_OPTIONS) private readonly options: MessagesOptions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Job. Without a mail server nothing goes out; the mails stay for the outbox to show. @returns how many went out */
  async run(): Promise<number> {
    if (this.transport === null) {
      await this.mails.keep(this.clock.now());
      return 0;
    }
    let sent = 0;
    for (;;) {
      const at = this.clock.now();
      const tooOld = new Date(at.getTime() - TOO_OLD_MS);
      const leased = await this.mails.lease(AT_ONCE, tooOld, new Date(at.getTime() + LEASE_MS), at);
      for (const mail of leased) if (await this.sendOne(this.transport, mail)) sent += 1;
      if (leased.length === 0) return sent;
    }
  }

  /** Operator's: dead mails that are still news get all their tries again. */
  revive(): Promise<number> {
    const at = this.clock.now();
    return this.mails.revive(new Date(at.getTime() - TOO_OLD_MS), at);
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }

  private async sendOne(transport: MailTransport, mail: LeasedMail): Promise<boolean> {
    const outgoing = this.compose(mail);
    const result: SendOutcome =
      outgoing === null
        ? { outcome: 'never', error: `Nobody knows the words of ${mail.kind}.` }
        : await transport.send(outgoing);
    const at = this.clock.now();
    const ended = { messageId: mail.message_id, attempt: mail.attempts, at };
    if (result.outcome === 'sent') {
      await this.mails.endTry({ ...ended, state: 'SENT', error: null, next: null });
      return true;
    }
    const wait = result.outcome === 'later' ? waitAfter(mail.attempts) : null;
    const next = wait === null ? null : new Date(at.getTime() + wait);
    const error = withoutAddresses(result.error);
    await this.mails.endTry({ ...ended, state: next === null ? 'DEAD' : 'WAITING', error, next });
    return false;
  }

  private compose({ message_id, name, email, kind, standing, facts }: LeasedMail): OutgoingMail | null {
    if (!isMessageKind(kind)) return null;
    const words = messageWords(kind, facts, standing === 'MANDATE' ? 'OTHER' : 'SELF');
    return {
      messageId: `<${message_id}@${new URL(this.options.publicUrl).hostname}>`,
      to: { name, address: email },
      subject: words.title,
      text: mailText(words, name, this.options.publicUrl),
    };
  }
}
