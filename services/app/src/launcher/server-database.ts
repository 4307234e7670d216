import { errorCodeOf, LaunchError, type ServerDatabaseConfig } from '@owncourse/kernel/runtime';
import pg from 'pg';

const SECONDS_TO_ANSWER = 10;

/** Makes sure that the named server lets us in, so that a wrong address is told at once and in plain words. */
export async function checkServerDatabase(database: ServerDatabaseConfig): Promise<void> {
  await connectOnce('DATABASE_URL', database.appUrl);
  await connectOnce('DATABASE_OWNER_URL', database.ownerUrl);
}

async function connectOnce(setting: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: SECONDS_TO_ANSWER * 1000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new LaunchError(...sentence(setting, new URL(url), errorCodeOf(error)), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Never holds the address as it was given: that has a password in it. */
function sentence(
  setting: string,
  url: URL,
  code: string | undefined,
): [code: 'database-refused' | 'database-unreachable', sentence: string] {
  const place = `${url.hostname}:${url.port || '5432'}`;
  const name = decodeURIComponent(url.pathname.slice(1));
  switch (code) {
    case '28P01':
    case '28000':
      return [
        'database-refused',
        `The database server at ${place} does not accept the user name or password in ${setting}. Correct it, then start again.`,
      ];
    case '3D000':
      return [
        'database-refused',
        `The database server at ${place} has no database called "${name}". Make it, or correct ${setting}.`,
      ];
    case '42501':
      return ['database-refused', `The user in ${setting} may not connect to the database "${name}" at ${place}.`];
    case '53300':
      return ['database-refused', `The database server at ${place} has no connection left. Try again in a moment.`];
    default:
      return [
        'database-unreachable',
        `No database answers at ${place}. Check that the server is running and that ${setting} is right, or leave DATABASE_URL out to use the built-in database.`,
      ];
  }
}
