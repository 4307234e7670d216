import { createReadStream } from 'node:fs';
import { access, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** The last link of one council's chain at some moment, as it was written outside the database. */
export interface ChainHead {
  readonly councilId: string;
  readonly sequence: bigint;
  /** The link's code in hex. */
  readonly code: string;
}

/** Adds heads to the file, one JSON object a line, on disk when this resolves. */
export async function exportHeads(path: string, heads: readonly ChainHead[], at: Date): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lines = heads.map(({ councilId, sequence, code }) =>
    JSON.stringify({ councilId, sequence: sequence.toString(), code, at: at.toISOString() }),
  );
  const file = await open(path, 'a', 0o600);
  try {
    // A line that a crash cut short must not swallow the next one.
    const { size } = await file.stat();
    await file.appendFile(`${size > 0 ? '\n' : ''}${lines.join('\n')}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Reads exported heads one by one; none when there is no file. A line cut short by a crash is passed over. */
export async function* readHeads(path: string): AsyncGenerator<ChainHead> {
  try {
    await access(path);
  } catch {
    return;
  }
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    const head = parse(line);
    if (head) yield head;
  }
}

function parse(line: string): ChainHead | null {
  try {
    const { councilId, sequence, code } = JSON.parse(line) as Record<string, unknown>;
    if (typeof councilId !== 'string' || typeof sequence !== 'string' || typeof code !== 'string') return null;
    return /^\d{1,18}$/.test(sequence) ? { councilId, sequence: BigInt(sequence), code } : null;
  } catch {
    return null;
  }
}
