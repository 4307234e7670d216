import { randomBytes } from 'node:crypto';
import type { Clock } from '../time/clock.js';

/** Makes ids in the application, so that no write waits for the database to name a row. */
export interface IdSource {
  next(): string;
}

export const IDS = Symbol('IdSource');

/** UUID version 7 (RFC 9562): time first, so that new rows sit beside each other in an index. */
export class UuidV7Source implements IdSource {
  constructor(
    private readonly clock: Clock,
    private readonly random: (bytes: number) => Uint8Array = randomBytes,
  ) {}

  next(): string {
    const bytes = new Uint8Array(16);
    bytes.set(this.random(16));
    let time = BigInt(this.clock.now().getTime());
    for (let index = 5; index >= 0; index -= 1) {
      bytes[index] = Number(time & 0xffn);
      time >>= 8n;
    }
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Buffer.from(bytes).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

/** Stands for "any" and "no council" where NULL would slip through a constraint. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ';

/** Eight letters and digits that can be read out, made from an id's random part; no vowels, no 0 or 1. */
export function shortReference(id: string): string {
  let number = BigInt(`0x${id.replaceAll('-', '').slice(-12)}`);
  let text = '';
  for (let index = 0; index < 8; index += 1) {
    text = `${ALPHABET[Number(number % 29n)] ?? ''}${text}`;
    number /= 29n;
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
