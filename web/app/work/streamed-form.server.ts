import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';

/** A form of a few fields and, after them, one file, which has not been read yet. */
export interface StreamedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** Null where nobody chose one. */
  readonly file: { readonly name: string; readonly content: AsyncIterable<Uint8Array> } | null;
}

const MOST_FIELDS = 10;
const LONGEST_FIELD = 1000;

/**
 * Reads a form up to its file. What comes after the file is not looked at, so that the file is its last field.
 * @throws Error where it is no form, or breaks off before the file
 */
export function readStreamedForm({ headers, body }: Request): Promise<StreamedForm> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let coming: BusboyFileStream | null = null;
    const form = new Busboy({
      headers: { 'content-type': headers.get('content-type') ?? '' },
      limits: { fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, files: 1 },
    });
    const broken = (error: Error): void => {
      coming?.destroy(error);
      reject(error);
    };
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (_name, content, fileName) => {
      if (!fileName) {
        content.resume();
        return;
      }
      coming = content;
      // Whoever reads the file learns of it then; until then nobody listens.
      content.on('error', () => undefined);
      resolve({ fields, file: { name: fileName, content: content as AsyncIterable<Uint8Array> } });
    });
    form.on('finish', () => {
      resolve({ fields, file: null });
    });
    form.on('error', (error) => {
      broken(error instanceof Error ? error : new Error('The form cannot be read.'));
    });
    const source = body === null ? Readable.from([]) : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    source.on('error', broken);
    source.pipe(form);
  });
}
