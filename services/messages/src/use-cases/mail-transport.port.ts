export const MAIL_TRANSPORT = Symbol('MailTransport');

export interface OutgoingMail {
  /** Stays the same when a mail is sent again, so that its receiver can tell. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

export type SendOutcome =
  | { readonly outcome: 'sent' }
  /** Trouble that may pass: busy, unreachable, asked to come again. */
  | { readonly outcome: 'later'; readonly error: string }
  /** The server will never take this mail. */
  | { readonly outcome: 'never'; readonly error: string };

export interface MailTransport {
  /** Never throws. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  close(): void;
}
