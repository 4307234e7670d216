import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportProgress, ImportsPort } from '@owncourse/catalogue/contract';
import { LaunchError } from '@owncourse/kernel/runtime';
import { AT_THE_MACHINE, optionsOf, run, say, withCatalogue } from './with-catalogue.js';

const TOLD_EACH_MILLISECONDS = 1000;
const USAGE =
  'npm run import:catalogue -- --file FILE --kind services|register [--dry-run] [--problems FILE]\nnpm run import:catalogue -- --resume ID';

function progressWords({ state, rows, taken, added, changed, unchanged, refused, notHere }: ImportProgress): string {
  const counts = `${added} added, ${changed} changed, ${unchanged} as they were, ${refused} refused, ${notHere} not here`;
  return `${state.toLowerCase()}: ${taken} of ${rows} rows (${counts})`;
}

/** Takes batches until this import is through, and says how far it is. Another worker may take some of them. */
async function follow(imports: ImportsPort, id: string): Promise<ImportProgress> {
  for (;;) {
    const stopped = new AbortController();
    const timer = setTimeout(() => stopped.abort(), TOLD_EACH_MILLISECONDS);
    const batches = await imports.work(stopped.signal).finally(() => clearTimeout(timer));
    const progress = await imports.progress(AT_THE_MACHINE, id);
    if (!progress) throw new LaunchError('settings-wrong', `There is no import ${id}.`);
    say(progressWords(progress));
    if (progress.state === 'CHECKED' || progress.state === 'DONE') return progress;
    if (batches === 0) await new Promise((resolve) => setTimeout(resolve, TOLD_EACH_MILLISECONDS));
  }
}

/** `npm run import:catalogue`: 0 when every row is in or would be, 2 when some are refused. */
run(async () => {
  const options = optionsOf(process.argv.slice(2), ['--dry-run']);
  const kind = ({ services: 'SERVICES', register: 'REGISTER' } as const)[options.get('--kind') ?? ''];
  const [file, resumed] = [options.get('--file'), options.get('--resume')];
  if (resumed === undefined && (!file || !kind)) throw new LaunchError('settings-wrong', USAGE);
  return withCatalogue(async (imports) => {
    let id = resumed;
    if (id === undefined && file && kind) {
      const content = createReadStream(file);
      const checkOnly = options.has('--dry-run');
      id = await imports.send(AT_THE_MACHINE, { kind, fileName: basename(file), content, checkOnly }, randomUUID());
      say(`Import ${id}. If this stops, go on with: npm run import:catalogue -- --resume ${id}`);
    } else if (id !== undefined && (await imports.progress(AT_THE_MACHINE, id))?.state === 'CHECKED')
      await imports.takeIn(AT_THE_MACHINE, id, randomUUID());
    const done = await follow(imports, id ?? '');
    const problems = options.get('--problems');
    const lines = problems === undefined ? null : await imports.problemsFile(AT_THE_MACHINE, done.id);
    if (problems !== undefined && lines) await pipeline(Readable.from(lines), createWriteStream(problems));
    return done.refused > 0 ? 2 : 0;
  });
});
