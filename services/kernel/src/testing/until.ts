import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 25;
/** Two minutes and more: the worker reads below the oldest transaction of the whole server, and other tests have theirs. */
const MOST_LOOKS = 4800;

type NotYet = false | null | undefined;

/**
 * Looks again and again until there is something.
 * @param missing the sentence of the error when nothing comes
 * @returns what was found
 */
export async function until<Found>(
  missing: string,
  look: () => Found | NotYet | Promise<Found | NotYet>,
): Promise<Exclude<Found, NotYet>> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<Found, NotYet>;
    await sleep(PAUSE_MILLISECONDS);
  }
  throw new Error(missing);
}
