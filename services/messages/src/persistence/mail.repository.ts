import { Injectable } from '@nestjs/common';
import { Database, statement } from '@owncourse/kernel/contract';
import type { MessageFacts } from '../domain/notice.js';

/** A mail that this worker alone may send until its lease ends. */
export interface LeasedMail {
  readonly message_id: string;
  /** This one counted: 1 at the first try. */
  readonly attempts: number;
  readonly name: string;
  readonly email: string;
  readonly kind: string;
  readonly standing: string;
  readonly facts: MessageFacts;
}

export interface MailHealth {
  readonly waiting: number;
  readonly sent_in_a_day: number;
  readonly dead: number;
  readonly oldest_waiting_seconds: number;
}

export interface DeadMailRow {
  readonly message_id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly ended_at: Date;
  readonly last_error: string | null;
}

export interface TryEnded {
  readonly messageId: string;
  readonly attempt: number;
  readonly state: 'SENT' | 'WAITING' | 'DEAD';
  readonly error: string | null;
  readonly next: Date | null;
  readonly at: Date;
}

const LEASE = statement('messages.lease-mail', 'select * from messages.lease_mail($1, $2, $3, $4)');
const END_TRY = statement('messages.end-try', 'select messages.end_try($1, $2, $3, $4, $5, $6)');
const KEEP = statement('messages.keep-mail', 'select messages.keep_mail($1)');
const HEALTH = statement('messages.mail-health', 'select * from messages.mail_health($1)');
const DEAD = statement('messages.dead-mails', 'select * from messages.dead_mails($1)');
const REVIVE = statement('messages.revive-mails', 'select messages.revive_mails($1, $2) as revived');

@Injectable()
export class MailRepository {
  constructor(private readonly database: Database) {}

  /** @param tooOld mails made before it are not sent any more @param until when others may take them over */
  lease(limit: number, tooOld: Date, until: Date, at: Date): Promise<LeasedMail[]> {
    return this.database.call<LeasedMail>(LEASE, [limit, tooOld, until, at]);
  }

  async endTry({ messageId, attempt, state, error, next, at }: TryEnded): Promise<void> {
    await this.database.call(END_TRY, [messageId, attempt, state, error, next, at]);
  }

  async keep(at: Date): Promise<void> {
    await this.database.call(KEEP, [at]);
  }

  async health(at: Date): Promise<MailHealth | null> {
    return (await this.database.call<MailHealth>(HEALTH, [at]))[0] ?? null;
  }

  dead(limit: number): Promise<DeadMailRow[]> {
    return this.database.call<DeadMailRow>(DEAD, [limit]);
  }

  async revive(tooOld: Date, at: Date): Promise<number> {
    return (await this.database.call<{ revived: number }>(REVIVE, [tooOld, at]))[0]?.revived ?? 0;
  }
}
