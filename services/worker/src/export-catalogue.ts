import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LaunchError } from '@owncourse/kernel/runtime';
import { AT_THE_MACHINE, optionsOf, run, say, withCatalogue } from './with-catalogue.js';

const USAGE = 'npm run export:catalogue -- --kind services --format csv|xlsx --out FILE';

/** `npm run export:catalogue`: all services of all providers, in the columns that an import reads. */
run(async () => {
  const options = optionsOf(process.argv.slice(2), []);
  const format = ({ csv: 'csv', xlsx: 'xlsx' } as const)[options.get('--format') ?? 'csv'];
  const out = options.get('--out');
  if (options.get('--kind') !== 'services' || !format || !out) throw new LaunchError('settings-wrong', USAGE);
  return withCatalogue(async (imports) => {
    await pipeline(Readable.from(imports.servicesFile(AT_THE_MACHINE, format)), createWriteStream(out));
    say(`Written: ${out}`);
    return 0;
  });
});
