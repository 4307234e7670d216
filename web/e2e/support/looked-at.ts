import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the run writes down which addresses were looked at for barriers, one a line. */
export function lookedAtFile(): string {
  return process.env['OWNCOURSE_E2E_LOOKED_AT'] ?? join(tmpdir(), 'owncourse-looked-at.txt');
}

export function noteLookedAt(url: string): void {
  appendFileSync(lookedAtFile(), `${new URL(url).pathname}\n`);
}
