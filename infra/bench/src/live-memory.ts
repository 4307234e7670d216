import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A look takes a good part of a hundred milliseconds: seldom enough to leave the processors to what is measured. */
const LOOKED_EACH_MILLISECONDS = 2000;

/** Bytes that something holds: the heap and buffers after everything that nobody holds was collected. */
export function liveBytes(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The most that is held while work runs, over what was held before, in bytes. */
export async function mostHeld<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly bytes: number }> {
  const before = liveBytes();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, liveBytes());
  }, LOOKED_EACH_MILLISECONDS);
  try {
    const result = await work();
    return { result, bytes: Math.max(most, liveBytes()) - before };
  } finally {
    clearInterval(timer);
  }
}
