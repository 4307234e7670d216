export const MESSAGES = Symbol('MessagesPort');

/** The consumer of the outbox that writes messages; `sendMail` sends those that go by mail. */
export const MESSAGE_WRITER = 'messages.tell-people';

/** What a letter about a message says: for whoever prints it. */
export interface MessageWords {
  readonly title: string;
  /** Sentences in plain words, one paragraph each. */
  readonly lines: readonly string[];
  /** Path of the page where more is to be seen. */
  readonly href: string;
}

export interface MessagesOptions {
  /** "smtp://user:password@host:port"; null keeps mails here, for the outbox to show. */
  readonly smtpUrl: string | null;
  /** Sender's address. */
  readonly from: string;
  /** Where the storefront is reached, without a slash at the end. */
  readonly publicUrl: string;
}

/** Messages to people, on screen and by mail. */
export interface MessagesPort {
  /** Job: sends the mails that are due. @returns how many went out */
  sendMail(): Promise<number>;
  /** The words of people's messages as they read them themselves, by the message's id; without those that are none such. */
  wordsOf(messageIds: readonly string[]): Promise<ReadonlyMap<string, MessageWords & { readonly personId: string }>>;
}
