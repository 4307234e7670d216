import type { Database, Queries } from './database.js';
import type { RowScope } from '../context/actor.js';

class TakenBack extends Error {
  constructor(readonly effect: unknown) {
    super('A preview changes nothing.');
  }
}

/** Does something and takes it back, so that what is shown is what would happen, refusals included. @returns what `work` saw */
export async function takenBack<Effect>(
  database: Database,
  scope: RowScope,
  work: (queries: Queries) => Promise<Effect>,
): Promise<Effect> {
  try {
    await database.transaction(scope, async (queries) => {
      throw new TakenBack(await work(queries));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.effect as Effect;
    throw error;
  }
  throw new Error('A preview did not end.');
}
