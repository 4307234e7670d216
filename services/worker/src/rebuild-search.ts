import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { SEARCH_HEALTH, type SearchHealthPort } from '@owncourse/catalogue/contract';
import { Database } from '@owncourse/kernel/contract';
import { LaunchError, readConfig } from '@owncourse/kernel/runtime';
import { databaseUrl, WorkerProcessModule } from './worker-process.module.js';

const CONNECTIONS = 4;

/** `npm run rebuild:search`: the search server's index anew, while the product runs. @returns the exit code */
async function rebuild(): Promise<number> {
  const config = readConfig();
  if (!config.searchServer)
    throw new LaunchError(
      'settings-wrong',
      'There is no search server: set MEILI_URL (and MEILI_MASTER_KEY) as the product has them. Without one there is nothing to rebuild.',
    );
  const database = new Database(await databaseUrl(config), CONNECTIONS);
  try {
    const context = await NestFactory.createApplicationContext(WorkerProcessModule.with(database, config), {
      logger: ['error'],
      abortOnError: false,
    });
    const documents = await context.get<SearchHealthPort>(SEARCH_HEALTH, { strict: false }).rebuild();
    await context.close();
    process.stdout.write(`The search index is built anew, with ${documents ?? 0} documents.\n`);
    return 0;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await rebuild();
} catch (error) {
  const said = error instanceof LaunchError ? error.message : `The search index could not be built: ${String(error)}`;
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
}
