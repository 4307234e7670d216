import { Readable } from 'node:stream';
import { Zip, ZipPassThrough } from 'fflate';

export interface ZipFile {
  readonly name: string;
  /** Made only when its turn comes, so that one file at a time lies in memory. */
  readonly content: () => Promise<Buffer>;
}

/** A ZIP that is sent while it is made. Photos and PDFs are packed already, so nothing is packed again. */
export function zipStream(files: readonly ZipFile[], at: Date): Readable {
  return Readable.from(chunks(files, at), { objectMode: false });
}

async function* chunks(files: readonly ZipFile[], at: Date): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else ready.push(Buffer.from(chunk));
  });
  for (const { name, content } of files) {
    const entry = new ZipPassThrough(name);
    entry.mtime = at;
    zip.add(entry);
    entry.push(await content(), true);
    yield* taken(ready, failed);
  }
  zip.end();
  yield* taken(ready, failed);
}

function* taken(ready: Buffer[], failed: Error | null): Generator<Buffer> {
  if (failed) throw failed;
  yield* ready.splice(0);
}

/** A part of a file's name: letters, digits and dashes, so that it opens on every machine. */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 40) || 'receipt';
}
