import { createWriteStream, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const LARGEST_BYTES = 10_000_000;

/** Keeps what the built-in database says in a file of the data folder; begins it anew when it has grown large. */
export function databaseLog(dataDir: string): (line: string) => void {
  let file: WriteStream | undefined;
  return (line) => {
    // Opened with the first line, because the folder is made by then.
    file ??= openLog(join(dataDir, 'postgres.log'));
    file.write(`${line}\n`);
  };
}

function openLog(path: string): WriteStream {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const file = createWriteStream(path, { flags: size > LARGEST_BYTES ? 'w' : 'a', mode: 0o600 });
  // A log that cannot be written (a full disk) must not stop the product.
  file.on('error', () => undefined);
  return file;
}
