import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Database } from '@owncourse/kernel/contract';
import { LaunchError, readConfig } from '@owncourse/kernel/runtime';
import { WORKER, type WorkerRunner } from './contract/worker.port.js';
import { databaseUrl, WorkerProcessModule } from './worker-process.module.js';

/** Little beside the app's own: the worker does one thing at a time. */
const CONNECTIONS = 6;

function asked(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** A worker in a process of its own; as many as are wanted. @returns the exit code */
async function work(): Promise<number> {
  try {
    const stop = asked();
    const config = readConfig();
    const database = new Database(await databaseUrl(config), CONNECTIONS);
    const context = await NestFactory.createApplicationContext(WorkerProcessModule.with(database, config), {
      logger: ['error'],
      abortOnError: false,
    });
    const worker = context.get<WorkerRunner>(WORKER);
    await worker.start();
    process.stdout.write('The worker is at work. Press Ctrl-C to stop.\n');
    await stop;
    await worker.stop();
    await context.close();
    await database.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exit(await work());
