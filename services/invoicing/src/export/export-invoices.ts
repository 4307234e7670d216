import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asAuditor, LaunchError, readConfig } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { type DocumentFacts, electronicDocument } from '../domain/document-facts.js';
import { documentProblems } from '../domain/document-problems.js';
import type { ElectronicDocument } from '../domain/electronic-document.js';
import { edgeCases } from './edge-cases.js';
import { ublDocument } from './ubl-document.js';

export interface Exported {
  readonly invoices: number;
  readonly creditNotes: number;
  readonly edgeCases: number;
  /** Documents that were not written, for what they lack. */
  readonly notWritten: number;
  /** The first of them in words. */
  readonly first: string | null;
}

const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Every kept document, in pages, in one snapshot. */
async function* keptDocuments(client: pg.Client): AsyncGenerator<DocumentFacts> {
  for (const read of ['invoicing.invoice_documents', 'invoicing.credit_note_documents']) {
    for (let after = FIRST; ;) {
      const { rows } = await client.query<{ id: string; facts: DocumentFacts }>(`select * from ${read}($1, $2)`, [
        after,
        PAGE,
      ]);
      for (const { facts } of rows) yield facts;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = last.id;
    }
  }
}

/** A file is whole or not there, whatever stops the command half-way. */
async function write(directory: string, name: string, document: ElectronicDocument): Promise<void> {
  const path = join(directory, name);
  await writeFile(`${path}.part`, ublDocument(document));
  await rename(`${path}.part`, path);
}

/**
 * Writes each invoice and credit note as UBL, one file each: `<provider's id>_<number>.xml`. The same again writes the same.
 * @param auditorUrl the database, as the read-only auditor
 */
export async function exportInvoices(
  auditorUrl: string,
  { directory, withEdgeCases, say }: { directory: string; withEdgeCases: boolean; say: (line: string) => void },
): Promise<Exported> {
  await mkdir(directory, { recursive: true });
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  const counts = { INVOICE: 0, CREDIT_NOTE: 0 };
  let notWritten = 0;
  let first: string | null = null;
  try {
    await client.query('begin isolation level repeatable read read only');
    for await (const facts of keptDocuments(client)) {
      const document = electronicDocument(facts);
      const problem = documentProblems(document)[0];
      if (problem === undefined) {
        await write(directory, `${facts.sellerId}_${facts.number}.xml`, document);
        counts[facts.kind] += 1;
      } else {
        notWritten += 1;
        const words = `${facts.number}: ${problem}`;
        first ??= words;
        say(`not written  ${words}`);
      }
    }
  } finally {
    await client.end();
  }
  const cases = withEdgeCases ? edgeCases() : [];
  for (const document of cases) await write(directory, `${document.number}.xml`, document);
  return { invoices: counts.INVOICE, creditNotes: counts.CREDIT_NOTE, edgeCases: cases.length, notWritten, first };
}

const USAGE = 'Say where to: npm run export:invoices -- --format ubl --out DIR [--edge-cases]';

function readArguments(): { directory: string; withEdgeCases: boolean } {
  try {
    const { values } = parseArgs({
      options: { format: { type: 'string' }, out: { type: 'string' }, 'edge-cases': { type: 'boolean' } },
    });
    if (values.format === 'ubl' && values.out)
      return { directory: values.out, withEdgeCases: values['edge-cases'] === true };
  } catch {
    // Falls through to the sentence that says how it is used.
  }
  throw new LaunchError('settings-wrong', USAGE);
}

/** `npm run export:invoices`: from the running product, or the stopped one's data, or DATABASE_AUDITOR_URL. */
function main(): Promise<number> {
  const { directory, withEdgeCases } = readArguments();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  return asAuditor(readConfig(), async (auditorUrl) => {
    const { first, ...exported } = await exportInvoices(auditorUrl, { directory, withEdgeCases, say });
    process.stdout.write(`${JSON.stringify(exported)}\n`);
    return first === null ? 0 : 1;
  });
}

// Run as a command: then the path is its first argument. A test that only imports it may pass on its address.
if (/^(?!file:).*export-invoices\.[jt]s$/.test(process.argv[1] ?? '')) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(
      `${error instanceof LaunchError ? error.message : `The invoices could not be written: ${String(error)}`}\n`,
    );
    process.exitCode = 2;
  }
}
