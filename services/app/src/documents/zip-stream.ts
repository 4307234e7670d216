import { Readable } from 'node:stream';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipFile {
  readonly name: string;
  /** Made only when its turn comes: a whole file, or pieces of it one after another, so that little lies in memory. */
  readonly content: () => Promise<Buffer> | AsyncIterable<Uint8Array>;
  /** Words are packed. Photos and PDFs are packed already, so that they are not packed again. */
  readonly isWords?: boolean;
}

/** A ZIP that is sent while it is made, as fast as its reader takes it. */
export function zipStream(files: Iterable<ZipFile> | AsyncIterable<ZipFile>, at: Date): Readable {
  return Readable.from(chunks(files, at), { objectMode: false });
}

async function* chunks(files: Iterable<ZipFile> | AsyncIterable<ZipFile>, at: Date): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else ready.push(Buffer.from(chunk));
  });
  for await (const { name, content, isWords } of files) {
    const entry = isWords === true ? new ZipDeflate(name) : new ZipPassThrough(name);
    entry.mtime = at;
    zip.add(entry);
    for await (const piece of pieces(content())) {
      entry.push(piece);
      yield* taken(ready, failed);
    }
    entry.push(new Uint8Array(), true);
    yield* taken(ready, failed);
  }
  zip.end();
  yield* taken(ready, failed);
}

async function* pieces(content: Promise<Buffer> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (content instanceof Promise) yield await content;
  else yield* content;
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
