import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const server = {
  DATABASE_URL: 'postgres://owncourse_app:secret@db:5432/owncourse',
  DATABASE_OWNER_URL: 'postgresql://owncourse_owner:secret@db:5432/owncourse',
  LEDGER_CHAIN_KEY: 'AB'.repeat(32),
};

describe('the settings', () => {
  it('need nothing: the built-in database, with demo data, on port 3000', () => {
    expect(readConfig({}, '/home/jo')).toEqual({
      port: 3000,
      dataDir: '/home/jo/.data',
      database: { kind: 'embedded' },
      demo: true,
      ledgerChain: {
        key: { kind: 'file', path: '/home/jo/.data/ledger-chain.key' },
        headsFile: '/home/jo/.data/ledger-heads.jsonl',
      },
      clockStart: undefined,
      searchServer: null,
      cardCompany: null,
      mail: { smtpUrl: null, from: 'owncourse@localhost', publicUrl: 'http://localhost:3000' },
    });
  });

  it('count an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, '/')).toMatchObject({
      port: 3000,
      database: { kind: 'embedded' },
    });
  });

  it('leave demo data out of a server database unless asked', () => {
    expect(readConfig(server)).toMatchObject({ demo: false, database: { kind: 'server', auditorUrl: undefined } });
    expect(readConfig({ ...server, OWNCOURSE_DEMO: '1' }).demo).toBe(true);
    expect(readConfig({ OWNCOURSE_DEMO: '0' }).demo).toBe(false);
  });

  it('let only a demonstration choose its time', () => {
    expect(readConfig({ OWNCOURSE_CLOCK: '2027-03-04T11:00:00Z' }).clockStart).toEqual(
      new Date('2027-03-04T11:00:00Z'),
    );
    expect(() => readConfig({ ...server, OWNCOURSE_CLOCK: '2027-03-04T11:00:00Z' })).toThrow(
      'OWNCOURSE_CLOCK is for demonstrations only',
    );
  });

  it.each([
    ['PORT', 'three thousand'],
    ['PORT', '70000'],
    ['PORT', '0'],
    ['OWNCOURSE_DEMO', 'yes'],
    ['OWNCOURSE_CLOCK', 'tomorrow'],
    ['OWNCOURSE_CLOCK', '2027-03-04'],
    ['DATABASE_URL', 'mysql://db/owncourse'],
    ['DATABASE_URL', 'secret-but-no-address'],
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_FROM', 'nobody'],
    ['PUBLIC_URL', 'support.example'],
    ['MEILI_URL', 'meilisearch:7700'],
    ['MEILI_URL', 'ftp://meilisearch:7700'],
    ['MEILI_URL', 'http://name:secret@meilisearch:7700'],
    ['MEILI_URL', 'http://meilisearch:7700/?key=secret'],
    ['MEILI_MASTER_KEY', 'two words'],
    ['MEILI_MASTER_KEY', 'a\u0007b'],
  ])('name the wrong one without repeating it: %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`The setting ${name} must be`);
    if (name === 'DATABASE_URL' || name.startsWith('MEILI'))
      expect(() => readConfig({ [name]: value })).not.toThrow(value);
  });

  it('take a search server with its key, or without; a key alone is nothing', () => {
    expect(readConfig({ MEILI_URL: 'http://meilisearch:7700/', MEILI_MASTER_KEY: 'k3y' }).searchServer).toEqual({
      url: 'http://meilisearch:7700',
      key: 'k3y',
    });
    expect(readConfig({ MEILI_URL: 'https://search.example/meili' }).searchServer).toEqual({
      url: 'https://search.example/meili',
      key: null,
    });
    expect(readConfig({ MEILI_MASTER_KEY: 'k3y', MEILI_URL: ' ' }).searchServer).toBeNull();
  });

  it('keep the key of the chain in a file unless it is given, and never repeat it', () => {
    const { LEDGER_CHAIN_KEY, ...without } = server;
    expect(readConfig(without, '/home/jo').ledgerChain.key).toEqual({
      kind: 'file',
      path: '/home/jo/.data/ledger-chain.key',
    });
    const wrong = `${LEDGER_CHAIN_KEY}0`;
    expect(() => readConfig({ ...server, LEDGER_CHAIN_KEY: wrong })).toThrow(
      'The setting LEDGER_CHAIN_KEY must be 64 hex digits',
    );
    expect(() => readConfig({ ...server, LEDGER_CHAIN_KEY: wrong })).not.toThrow(wrong);
    expect(readConfig({ ...server, LEDGER_HEADS_FILE: 'heads/here.jsonl' }, '/home/jo').ledgerChain).toEqual({
      key: { kind: 'given', hex: 'ab'.repeat(32) },
      headsFile: '/home/jo/heads/here.jsonl',
    });
  });

  it('ask for a sender and an address of the site beside a mail server', () => {
    const mail = {
      SMTP_URL: 'smtp://name:secret@mail:587',
      MAIL_FROM: 'a@b.example',
      PUBLIC_URL: 'https://c.example/',
    };
    expect(readConfig(mail).mail).toEqual({
      smtpUrl: mail.SMTP_URL,
      from: 'a@b.example',
      publicUrl: 'https://c.example',
    });
    expect(() => readConfig({ ...mail, MAIL_FROM: '' })).toThrow('MAIL_FROM');
    expect(() => readConfig({ ...mail, PUBLIC_URL: '' })).toThrow('PUBLIC_URL');
  });

  it('ask for the owner beside the app role, and the other way round', () => {
    expect(() => readConfig({ DATABASE_URL: server.DATABASE_URL })).toThrow('DATABASE_OWNER_URL must be set too');
    expect(() => readConfig({ DATABASE_OWNER_URL: server.DATABASE_OWNER_URL })).toThrow('without DATABASE_URL');
  });

  it('take cards only with a key and the secret of what the company tells; two while one takes over', () => {
    const key = { STRIPE_SECRET_KEY: 'sk_test_1' };
    expect(() => readConfig(key)).toThrow('STRIPE_WEBHOOK_SECRET must be set too');
    expect(readConfig({ STRIPE_WEBHOOK_SECRET: 'whsec_1' }).cardCompany).toBeNull();
    expect(
      readConfig({ ...key, STRIPE_WEBHOOK_SECRET: 'whsec_2', STRIPE_WEBHOOK_SECRET_BEFORE: 'whsec_1' }).cardCompany,
    ).toEqual({
      secretKey: 'sk_test_1',
      webhookSecrets: ['whsec_2', 'whsec_1'],
      apiUrl: null,
      publicUrl: 'http://localhost:3000',
    });
  });
});
