import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { IMPORTS, type ImportsPort } from '@owncourse/catalogue/contract';
import { type Actor, Database, NIL_ID } from '@owncourse/kernel/contract';
import { LaunchError, readConfig } from '@owncourse/kernel/runtime';
import { databaseUrl, WorkerProcessModule } from './worker-process.module.js';

const CONNECTIONS = 4;

/** Who stands at the machine itself. */
export const AT_THE_MACHINE: Actor = {
  personId: NIL_ID,
  name: 'Operator',
  email: 'operator@localhost',
  roles: ['OPERATOR'],
  councilId: null,
  organisationId: null,
  fundingCouncilId: null,
  mandates: [],
  assignedPeople: [],
};

/** Runs a command on the files of the catalogue, while the product runs or not. @returns the exit code */
export async function withCatalogue(work: (imports: ImportsPort) => Promise<number>): Promise<number> {
  const config = readConfig();
  const database = new Database(await databaseUrl(config), CONNECTIONS);
  try {
    const context = await NestFactory.createApplicationContext(WorkerProcessModule.with(database, config), {
      logger: ['error'],
      abortOnError: false,
    });
    const code = await work(context.get<ImportsPort>(IMPORTS, { strict: false }));
    await context.close();
    return code;
  } finally {
    await database.close();
  }
}

/** `--name value` and `--name` alone, as they were written. @throws LaunchError for a word that is neither */
export function optionsOf(words: readonly string[], flags: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const name = words[at] ?? '';
    if (!name.startsWith('--')) throw new LaunchError('settings-wrong', `I do not know what “${name}” is for.`);
    if (flags.includes(name)) options.set(name, '');
    else options.set(name, words[(at += 1)] ?? '');
  }
  return options;
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says what went wrong, without the trace where it is the caller's to mend. */
export function run(command: () => Promise<number>): void {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const details = (error as { readonly details?: { readonly problems?: readonly { readonly message: string }[] } })
        .details;
      const problems = details?.problems?.map((problem) => problem.message) ?? [];
      say(
        [
          error instanceof LaunchError || problems.length > 0 ? (error as Error).message : String(error),
          ...problems,
        ].join('\n'),
      );
      process.exitCode = 1;
    },
  );
}
