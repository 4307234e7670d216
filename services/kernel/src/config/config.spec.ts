import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const server = {
  DATABASE_URL: 'postgres://owncourse_app:secret@db:5432/owncourse',
  DATABASE_OWNER_URL: 'postgresql://owncourse_owner:secret@db:5432/owncourse',
};

describe('the settings', () => {
  it('need nothing: the built-in database, with demo data, on port 3000', () => {
    expect(readConfig({}, '/home/jo')).toEqual({
      port: 3000,
      dataDir: '/home/jo/.data',
      database: { kind: 'embedded' },
      demo: true,
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

  it.each([
    ['PORT', 'three thousand'],
    ['PORT', '70000'],
    ['PORT', '0'],
    ['OWNCOURSE_DEMO', 'yes'],
    ['DATABASE_URL', 'mysql://db/owncourse'],
    ['DATABASE_URL', 'secret-but-no-address'],
  ])('name the wrong one without repeating it: %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`The setting ${name} must be`);
    if (name === 'DATABASE_URL') expect(() => readConfig({ [name]: value })).not.toThrow(value);
  });

  it('ask for the owner beside the app role, and the other way round', () => {
    expect(() => readConfig({ DATABASE_URL: server.DATABASE_URL })).toThrow('DATABASE_OWNER_URL must be set too');
    expect(() => readConfig({ DATABASE_OWNER_URL: server.DATABASE_OWNER_URL })).toThrow('without DATABASE_URL');
  });
});
