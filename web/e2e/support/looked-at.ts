import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Where the run writes down which addresses were looked at for barriers, one a line. */
export function lookedAtFile(): string {
  return process.env['OWNCOURSE_E2E_LOOKED_AT'] ?? join(tmpdir(), 'owncourse-looked-at.txt');
}

/** Notes the page, unless it says that there is none, or that it is not for whoever looks. */
export async function noteLookedAt(page: Page): Promise<void> {
  const title = await page.locator('h1').first().textContent();
  if (/^You can’t open this page|^We can’t find/.test(title ?? '')) return;
  appendFileSync(lookedAtFile(), `${new URL(page.url()).pathname}\n`);
}
