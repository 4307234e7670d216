import {
  diskFull,
  errorCodeOf,
  fileErrorAsLaunchError,
  findRunningEmbeddedPostgres,
  LaunchError,
  readConfig,
  saysDiskFull,
  startEmbeddedPostgres,
  type Config,
} from '@owncourse/kernel/runtime';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPortIsFree, portErrorAsLaunchError } from './port-check.js';
import { Progress } from './progress.js';
import { databaseLog } from './server-log.js';
import { checkServerDatabase } from './server-database.js';
import type { DemoPerson, LauncherSteps } from './steps.js';

interface OpenDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Settles with its last words if the database ends without being asked to; never for a server that somebody else runs. */
  readonly ended: Promise<readonly string[]>;
  stop(): Promise<void>;
}

const NEVER = new Promise<never>(() => undefined);

/**
 * Brings the product up, keeps it up until it is told to stop, and takes it down in the opposite order.
 * @param loadSteps imports the product itself; late, so that simple mistakes are told within a moment
 * @returns the exit code: 0 after Ctrl-C or SIGTERM, 1 after a failure (which has been told)
 */
export async function launch(loadSteps: () => Promise<LauncherSteps>): Promise<number> {
  const progress = new Progress(process.stdout);
  const toStop: { name: string; stop: () => Promise<void> }[] = [];
  const asked = stopSignal();
  let config: Config | undefined;
  try {
    config = readConfig();
    const failed = await Promise.race([
      bringUp(config, loadSteps, progress, toStop).then((database) => Promise.race([database.ended, asked])),
      asked,
    ]);
    if (failed !== 'asked') {
      if (saysDiskFull(failed.join('\n'))) throw diskFull(config.dataDir);
      throw new LaunchError(
        'database-stopped',
        'The database stopped, so Owncourse stops too. Nothing that was saved is lost: start it again.',
      );
    }
    progress.silence();
    process.stdout.write('\n');
    await takeDown(toStop);
    return 0;
  } catch (error) {
    await takeDown(toStop).catch(() => undefined);
    process.stderr.write(`\n${await explain(error, config)}\n`);
    return 1;
  }
}

async function bringUp(
  config: Config,
  loadSteps: () => Promise<LauncherSteps>,
  progress: Progress,
  toStop: { name: string; stop: () => Promise<void> }[],
): Promise<OpenDatabase> {
  await checkPort(config);
  const opening = openDatabase(config, progress);
  // Known before it is up: whoever stops half-way must not leave a database server behind.
  toStop.push({
    name: 'Stopping the database',
    stop: () => opening.then((opened) => opened.stop()).catch(() => undefined),
  });
  opening.catch(() => toStop.pop());
  const database = await opening;
  const steps = await progress.step('Loading the product', loadSteps);
  await progress.step('Bringing the tables up to date', () => steps.migrate(database.ownerUrl));
  const { ownerUrl, appUrl } = database;
  const { clockStart, demo, port } = config;
  if (demo) {
    await progress.step('Looking after the demo data', (say) =>
      steps.loadDemoDataIfEmpty({ ownerUrl, appUrl, clockStart, progress: say }),
    );
  }
  const server = await progress.step('Opening the doors', () =>
    steps.startServer({
      appUrl,
      port,
      demo,
      clockStart,
      ledgerChain: config.ledgerChain,
      mail: config.mail,
      searchServer: config.searchServer,
      cardCompany: config.cardCompany,
    }),
  );
  toStop.push({ name: 'Finishing what is under way', stop: () => server.close() });
  welcome(progress, config, steps.demoPeople);
  return database;
}

async function checkPort(config: Config): Promise<void> {
  try {
    await checkPortIsFree(config.port);
  } catch (error) {
    const ours = config.database.kind === 'embedded' && (await findRunningEmbeddedPostgres(config.dataDir));
    if (!ours) throw error;
    throw new LaunchError(
      'already-running',
      `Owncourse is already running on ${config.dataDir}. Look at http://localhost:${config.port}, or stop that one first.`,
      { cause: error },
    );
  }
}

async function openDatabase(config: Config, progress: Progress): Promise<OpenDatabase> {
  const { database, dataDir } = config;
  if (database.kind === 'server') {
    await progress.step('Reaching the database', () => checkServerDatabase(database));
    return { ...database, ended: NEVER, stop: () => Promise.resolve() };
  }
  return progress.step('Starting the database', () => startEmbeddedPostgres({ dataDir, log: databaseLog(dataDir) }));
}

function welcome(progress: Progress, config: Config, people: readonly DemoPerson[]): void {
  progress.line();
  progress.line(`Owncourse is ready: http://localhost:${config.port}`);
  if (config.demo && people.length > 0) {
    const width = Math.max(...people.map((person) => person.email.length));
    progress.line();
    progress.line('Sign in as any of these people, with the password "demo":');
    for (const person of people) progress.line(`  ${person.email.padEnd(width)}  ${person.who}`);
  }
  progress.line();
  progress.line('Press Ctrl-C to stop.');
}

async function takeDown(toStop: { name: string; stop: () => Promise<void> }[]): Promise<void> {
  const progress = new Progress(process.stdout);
  for (let next = toStop.pop(); next; next = toStop.pop()) await progress.step(next.name, next.stop);
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once, and the next start recovers. */
function stopSignal(): Promise<'asked'> {
  return new Promise((resolve) => {
    let before = false;
    const onSignal = (): void => {
      if (before) process.exit(1);
      before = true;
      resolve('asked');
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

const DISK_FULL = '53100';

async function explain(error: unknown, config: Config | undefined): Promise<string> {
  let told = error;
  if (config) {
    const code = errorCodeOf(error);
    if (code === DISK_FULL || code === 'ENOSPC') {
      told = config.database.kind === 'embedded' ? diskFull(config.dataDir, error) : databaseDiskFull(error);
    } else if (code === 'EADDRINUSE') {
      told = portErrorAsLaunchError(error, config.port);
    }
  }
  if (told instanceof LaunchError) return told.message;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const summary = details.split('\n')[0] ?? '';
  if (!config) return `Owncourse could not start. ${details}`;
  const file = join(config.dataDir, 'last-error.txt');
  try {
    await mkdir(config.dataDir, { recursive: true });
    await writeFile(file, `${details}\n`, { mode: 0o600 });
    return `Owncourse could not start. ${summary}\nThe details are in ${file}.`;
  } catch (writeError) {
    const known = fileErrorAsLaunchError(writeError, config.dataDir);
    return known instanceof LaunchError ? known.message : `Owncourse could not start. ${details}`;
  }
}

function databaseDiskFull(cause: unknown): LaunchError {
  return new LaunchError('disk-full', 'The disk of the database server is full. Make some room, then start again.', {
    cause,
  });
}
