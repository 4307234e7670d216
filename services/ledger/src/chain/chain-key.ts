import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ChainKeySource } from '../contract/ledger.port.js';
import { CloseKey } from './close-key.js';
import { chainText, type SealedTransfer } from '../domain/chain-text.js';

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;
const CHECKED = 'owncourse-ledger-chain-key';

/** Makes the codes of links. Whoever has no key can make none, and whoever changes a transfer needs new ones. */
export class ChainKey {
  private readonly key: Buffer;

  /** @param hex 64 hex digits */
  constructor(hex: string) {
    if (!KEY_TEXT.test(hex)) throw new Error('A key of the chain has 64 hex digits.');
    this.key = Buffer.from(hex, 'hex');
  }

  /** @param before the code of the link before in hex; empty for the first @returns the code in hex */
  code(before: string, transfer: SealedTransfer): string {
    return createHmac('sha256', this.key).update(chainText(before, transfer)).digest('hex');
  }

  /** What signs the closing of a month. */
  get closeKey(): CloseKey {
    return new CloseKey(this.key);
  }

  /** The same for the same key, and says nothing about it; in hex. */
  get check(): string {
    return createHmac('sha256', this.key).update(CHECKED).digest('hex');
  }
}

/** @returns null when the key's file is not there @throws Error when what is there is no key */
export async function findChainKey(source: ChainKeySource): Promise<ChainKey | null> {
  if (source.kind === 'given') return new ChainKey(source.hex);
  try {
    return new ChainKey((await readFile(source.path, 'utf8')).trim());
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a key where there is none yet, readable by its owner only; of two processes at once the first one's stays. */
export async function makeChainKey(path: string): Promise<ChainKey> {
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  }
  return new ChainKey((await readFile(path, 'utf8')).trim());
}
