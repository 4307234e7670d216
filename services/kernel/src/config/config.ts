import { join, resolve } from 'node:path';
import { z } from 'zod';
import { LaunchError } from '../runtime/launch.error.js';

/** A PostgreSQL server that somebody else runs. */
export interface ServerDatabaseConfig {
  readonly kind: 'server';
  /** The role the product runs as. */
  readonly appUrl: string;
  /** The role that owns the schemas and runs migrations. */
  readonly ownerUrl: string;
  /** The role that checks the books; undefined where none was given. */
  readonly auditorUrl: string | undefined;
}

export type DatabaseConfig = { readonly kind: 'embedded' } | ServerDatabaseConfig;

/** Where the ledger's hash chain has its key and its heads: never in the database that they vouch for. */
export interface LedgerChainConfig {
  /** The key itself, or the file that has it and is made when it is first needed. */
  readonly key: { readonly kind: 'given'; readonly hex: string } | { readonly kind: 'file'; readonly path: string };
  readonly headsFile: string;
}

/** How mail leaves. */
export interface MailConfig {
  /** null: mails are kept, and the outbox shows them. */
  readonly smtpUrl: string | null;
  /** Sender's address. */
  readonly from: string;
  /** Where people reach the storefront; no slash at the end. */
  readonly publicUrl: string;
}

/** A server of Meilisearch that reads the words of searches. */
export interface SearchServerConfig {
  /** No slash at the end. */
  readonly url: string;
  /** Null: it asks for none. */
  readonly key: string | null;
}

/** The company that takes people's cards. */
export interface CardCompanyConfig {
  readonly secretKey: string;
  /** Of what it tells; two while one takes over from the other. */
  readonly webhookSecrets: readonly string[];
  /** Null: its own address. */
  readonly apiUrl: string | null;
  /** Where it leads people back to; no slash at the end. */
  readonly publicUrl: string;
}

export interface Config {
  /** Null: card payment is not set up. */
  readonly cardCompany: CardCompanyConfig | null;
  readonly mail: MailConfig;
  /** Null: Postgres reads the words of searches. */
  readonly searchServer: SearchServerConfig | null;
  /** Where HTTP is served. */
  readonly port: number;
  /** Absolute. Holds everything the product keeps on this machine. */
  readonly dataDir: string;
  readonly database: DatabaseConfig;
  /** Whether demo people, demo data and their password exist. */
  readonly demo: boolean;
  readonly ledgerChain: LedgerChainConfig;
  /** Where the product's clock starts, for showing it on another day; undefined for the machine's time. Demo only. */
  readonly clockStart: Date | undefined;
}

const Port = z
  .string()
  .regex(/^\d+$/)
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535);
const PostgresUrl = z.string().refine((text) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined;
  return protocol === 'postgres:' || protocol === 'postgresql:';
});
const SmtpUrl = z.string().refine((text) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined;
  return protocol === 'smtp:' || protocol === 'smtps:';
});
const WebUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
  .transform((text) => text.replace(/\/+$/, ''));
/** Nothing in it that would be lost or sent to another place: no name, password, question or fragment. */
const SearchUrl = WebUrl.refine((text) => {
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '';
});
const HeaderText = z.string().regex(/^[\x21-\x7e]+$/);
const Address = z.string().regex(/^[^\s@]+@[^\s@]+$/);
const Switch = z.enum(['0', '1']).transform((text) => text === '1');

const ChainKeyText = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .toLowerCase();
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

type Environment = Readonly<Record<string, string | undefined>>;

function read<T>(environment: Environment, name: string, schema: z.ZodType<T>, mustBe: string): T | undefined {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  // The value is not repeated: an address of a database holds a password.
  throw new LaunchError('settings-wrong', `The setting ${name} must be ${mustBe}. Change it, then start again.`);
}

/**
 * Reads the settings from the environment; an empty variable counts as not set.
 * @param folder what a relative data folder is relative to
 * @throws LaunchError `settings-wrong` naming the variable and what it should be
 */
export function readConfig(environment: Environment = process.env, folder: string = process.cwd()): Config {
  const database = readDatabase(environment);
  const dataDir = resolve(folder, read(environment, 'OWNCOURSE_DATA_DIR', z.string(), 'a folder') ?? '.data');
  const demo =
    read(environment, 'OWNCOURSE_DEMO', Switch, '1 (with demo data) or 0 (without)') ?? database.kind === 'embedded';
  const clockStart = read(environment, 'OWNCOURSE_CLOCK', Instant, 'an instant such as 2027-03-04T11:00:00Z');
  if (clockStart !== undefined && !demo)
    throw new LaunchError(
      'settings-wrong',
      'The setting OWNCOURSE_CLOCK is for demonstrations only. Take it away, or set OWNCOURSE_DEMO to 1.',
    );
  const port = read(environment, 'PORT', Port, 'a port number from 1 to 65535, such as 3000') ?? 3000;
  const mail = readMail(environment, port);
  return {
    port,
    mail,
    cardCompany: readCardCompany(environment, mail.publicUrl),
    searchServer: readSearchServer(environment),
    dataDir,
    database,
    demo,
    clockStart,
    ledgerChain: readLedgerChain(environment, folder, dataDir),
  };
}

/** Several machines on one database need the key given: a file would be another key on each, and only one could seal. */
function readLedgerChain(environment: Environment, folder: string, dataDir: string): LedgerChainConfig {
  const hex = read(
    environment,
    'LEDGER_CHAIN_KEY',
    ChainKeyText,
    '64 hex digits, such as "openssl rand -hex 32" makes',
  );
  return {
    key: hex === undefined ? { kind: 'file', path: join(dataDir, 'ledger-chain.key') } : { kind: 'given', hex },
    headsFile: resolve(
      folder,
      read(environment, 'LEDGER_HEADS_FILE', z.string(), 'a file') ?? join(dataDir, 'ledger-heads.jsonl'),
    ),
  };
}

function readMail(environment: Environment, port: number): MailConfig {
  const smtpUrl = read(environment, 'SMTP_URL', SmtpUrl, 'an address such as smtp://name:password@host:587');
  const from = read(environment, 'MAIL_FROM', Address, 'an e-mail address');
  const publicUrl = read(environment, 'PUBLIC_URL', WebUrl, 'an address such as https://support.example.gov.uk');
  if (smtpUrl !== undefined && (from === undefined || publicUrl === undefined)) {
    throw new LaunchError(
      'settings-wrong',
      'SMTP_URL is set, so MAIL_FROM (who mails come from) and PUBLIC_URL (where their links lead) must be set too.',
    );
  }
  return {
    smtpUrl: smtpUrl ?? null,
    from: from ?? 'owncourse@localhost',
    publicUrl: publicUrl ?? `http://localhost:${port}`,
  };
}

/** Without a key nothing pretends to take cards; with one, what the company tells has to be checked too. */
function readCardCompany(environment: Environment, publicUrl: string): CardCompanyConfig | null {
  const secretKey = read(environment, 'STRIPE_SECRET_KEY', HeaderText, 'a secret key of Stripe');
  const secret = read(environment, 'STRIPE_WEBHOOK_SECRET', HeaderText, 'the signing secret of a webhook of Stripe');
  const before = read(environment, 'STRIPE_WEBHOOK_SECRET_BEFORE', HeaderText, 'the signing secret before this one');
  const apiUrl = read(environment, 'STRIPE_API_URL', WebUrl, 'an address such as http://127.0.0.1:12111');
  if (secretKey === undefined) return null;
  if (secret === undefined)
    throw new LaunchError(
      'settings-wrong',
      'STRIPE_SECRET_KEY is set, so STRIPE_WEBHOOK_SECRET must be set too: it proves that Stripe sent what it tells.',
    );
  return {
    secretKey,
    webhookSecrets: before === undefined ? [secret] : [secret, before],
    apiUrl: apiUrl ?? null,
    publicUrl,
  };
}

function readSearchServer(environment: Environment): SearchServerConfig | null {
  const url = read(environment, 'MEILI_URL', SearchUrl, 'an address such as http://localhost:7700');
  const key = read(environment, 'MEILI_MASTER_KEY', HeaderText, 'a key in plain letters, digits and signs');
  // A key alone is left over from a server that is not used; it opens nothing.
  return url === undefined ? null : { url, key: key ?? null };
}

function readDatabase(environment: Environment): DatabaseConfig {
  const address = 'an address such as postgres://name:password@host:5432/owncourse';
  const appUrl = read(environment, 'DATABASE_URL', PostgresUrl, address);
  const ownerUrl = read(environment, 'DATABASE_OWNER_URL', PostgresUrl, address);
  const auditorUrl = read(environment, 'DATABASE_AUDITOR_URL', PostgresUrl, address);
  if (appUrl !== undefined && ownerUrl !== undefined) return { kind: 'server', appUrl, ownerUrl, auditorUrl };
  if (appUrl !== undefined) {
    throw new LaunchError(
      'settings-wrong',
      'DATABASE_URL is set, so DATABASE_OWNER_URL must be set too: the same database, as the role owncourse_owner, which sets up the tables.',
    );
  }
  if (ownerUrl !== undefined || auditorUrl !== undefined) {
    throw new LaunchError(
      'settings-wrong',
      'DATABASE_OWNER_URL or DATABASE_AUDITOR_URL is set without DATABASE_URL. Set DATABASE_URL too (the role owncourse_app), or leave all three out to use the built-in database.',
    );
  }
  return { kind: 'embedded' };
}
