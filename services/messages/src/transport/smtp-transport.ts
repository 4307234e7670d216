import { createTransport } from 'nodemailer';
import type { MailTransport, OutgoingMail, SendOutcome } from '../use-cases/mail-transport.port.js';

const PATIENCE_MS = 15_000;
/** Stages of the conversation whose "no" is about this mail, not about our way to the server. */
const ABOUT_THE_MAIL: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE']);

interface SmtpFailure {
  readonly code?: unknown;
  /** Whether the server said no for good. */
  readonly permanent?: unknown;
  readonly message?: unknown;
}

function outcomeOf(error: unknown): SendOutcome {
  const { code, permanent, message } = error as SmtpFailure;
  const isFinal = permanent === true && ABOUT_THE_MAIL.has(code);
  return { outcome: isFinal ? 'never' : 'later', error: String(message) };
}

/** Mail over SMTP, one connection at a time kept open between mails. */
export class SmtpTransport implements MailTransport {
  private readonly transporter;

  /** @param url "smtp://user:password@host:port", or smtps */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.transporter = createTransport({
      url,
      pool: true,
      maxConnections: 1,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    });
  }

  async send({ messageId, to, subject, text }: OutgoingMail): Promise<SendOutcome> {
    try {
      // Automatic mail: nobody's holiday note should answer it (RFC 3834).
      const headers = { 'Auto-Submitted': 'auto-generated' };
      await this.transporter.sendMail({ from: this.from, to, subject, text, messageId, headers });
      return { outcome: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  close(): void {
    this.transporter.close();
  }
}
