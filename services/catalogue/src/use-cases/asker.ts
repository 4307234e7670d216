import { createHash } from 'node:crypto';
import { quarterFrom } from '../domain/quarter.js';

/**
 * One of 256 numbers for whoever asks, the same for a quarter of the year: enough not to count somebody twice, too little to know
 * them by.
 * @param who an id or an address, never kept
 * @param day London day
 */
export function askerOf(who: string, day: string): number {
  return (
    createHash('sha256')
      .update(`asker/${quarterFrom(day)}/${who}`)
      .digest()[0] ?? 0
  );
}
