import type { PersonRecords, ReadScope, RecordFiles, RecordRow } from '@owncourse/kernel/contract';
import type { ZipFile } from '../documents/zip-stream.js';
import { csvFile, jsonFile, rowsOf } from './part-files.js';
import { type PartSeen, readMeFirst } from './read-me-first.js';

/**
 * The files of the download, one after another: each part that has rows as a table and for computers, the files that belong to
 * its rows, and last the page that says what there is, because only then it is known.
 * @param reads a snapshot as the person alone, so that both files of a part have the same rows
 */
export async function* everythingFiles(
  rooms: readonly PersonRecords[],
  reads: ReadScope,
  who: { readonly name: string; readonly at: Date },
): AsyncGenerator<ZipFile> {
  const seen: PartSeen[] = [];
  const parts = rooms.flatMap(({ title, parts: ofRoom }) => ofRoom.map((part) => ({ group: title, part })));
  for (const { group, part } of parts) {
    const counted = { part, group, rows: 0, files: 0 };
    seen.push(counted);
    const pages = rowsOf(reads, part, who.at);
    const first = await pages.next();
    if (first.done === true) continue;
    const names: { id: string; name: string }[] = [];
    const [column, content] = [part.files?.column, part.files?.content];
    const counting = async function* (): AsyncGenerator<readonly RecordRow[]> {
      for (
        let page: IteratorResult<readonly RecordRow[], void> = first;
        page.done !== true;
        page = await pages.next()
      ) {
        counted.rows += page.value.length;
        if (column !== undefined)
          for (const row of page.value)
            if (typeof row[column] === 'string') names.push({ id: String(row['id']), name: row[column] });
        yield page.value;
      }
    };
    yield { name: `${part.name}.csv`, isWords: true, content: () => csvFile(part, counting()) };
    yield { name: `${part.name}.json`, isWords: true, content: () => jsonFile(part, rowsOf(reads, part, who.at)) };
    for (const { id, name } of content ? names : []) {
      counted.files += 1;
      yield { name, content: () => contentOf(reads, content, id) };
    }
  }
  yield {
    name: 'read-me-first.html',
    isWords: true,
    content: () => Promise.resolve(Buffer.from(readMeFirst(seen, who))),
  };
}

async function contentOf(reads: ReadScope, content: RecordFiles['content'] | undefined, id: string): Promise<Buffer> {
  const [file] = content ? await reads.query<{ content: Buffer }>(content, [id]) : [];
  if (!file) throw new Error('A file of a download could not be read.');
  return file.content;
}
