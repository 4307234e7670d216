import { type DynamicModule, Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { MESSAGES, type MessagesOptions } from './contract/messages.port.js';
import { MESSAGES_OPTIONS } from './contract/options.js';
import { HelpedPeopleResolver } from './graphql/helped-people.resolver.js';
import { MessagesResolver, ViewerMessagesResolver } from './graphql/messages.resolver.js';
import { Messages0001 } from './migrations/0001-messages.js';
import { Messages0002 } from './migrations/0002-settling.js';
import { Messages0190 } from './migrations/0190-told-alone.js';
import { Messages0440 } from './migrations/0440-mail-by-law.js';
import { Messages0450 } from './migrations/0450-settled-by-newer.js';
import { HelpedPeopleRepository } from './persistence/helped-people.repository.js';
import { MailRepository } from './persistence/mail.repository.js';
import { MessageRepository } from './persistence/message.repository.js';
import { SmtpTransport } from './transport/smtp-transport.js';
import { MAIL_TRANSPORT } from './use-cases/mail-transport.port.js';
import { MessagesService } from './use-cases/messages.service.js';
import { ReadMessages } from './use-cases/read-messages.js';
import { SendMail } from './use-cases/send-mail.js';
import { TellPeople } from './use-cases/tell-people.js';
import { MESSAGES_RECORDS } from './contract/records.js';
import { messagesRecords } from './persistence/records/person-records.js';

export const messagesMigrations = [Messages0001, Messages0002, Messages0190, Messages0440, Messages0450];

@Module({})
export class MessagesModule {
  static with(options: MessagesOptions): DynamicModule {
    return {
      module: MessagesModule,
      providers: [
        { provide: MESSAGES_RECORDS, useValue: messagesRecords },
        { provide: MESSAGES_OPTIONS, useValue: options },
        {
          provide: MAIL_TRANSPORT,
          useFactory: () => (options.smtpUrl === null ? null : new SmtpTransport(options.smtpUrl, options.from)),
        },
        MessageRepository,
        MailRepository,
        HelpedPeopleRepository,
        TellPeople,
        SendMail,
        ReadMessages,
        { provide: MESSAGES, useClass: MessagesService },
        {
          provide: EVENT_CONSUMERS,
          useFactory: (telling: TellPeople): EventConsumer[] => [telling],
          inject: [TellPeople],
        },
        MessagesResolver,
        HelpedPeopleResolver,
        ViewerMessagesResolver,
      ],
      exports: [MESSAGES_RECORDS, MESSAGES],
    };
  }
}
