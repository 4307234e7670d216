import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import routes from '../app/routes.js';
import { lookedAtFile } from './support/looked-at.js';

/** Addresses without a page of their own: files, and what only sends people on. */
const NO_PAGE = new Set([
  'sign-out',
  'theme/:stylesheet',
  'provider/deliveries/list.csv',
  'provider/phone/send',
  'council/market.csv',
]);

function isOf(pattern: string, path: string): boolean {
  const [wanted, parts] = [pattern.split('/'), path.replace(/^\//, '').split('/')];
  return wanted.length === parts.length && wanted.every((part, index) => part.startsWith(':') || part === parts[index]);
}

/** The pattern that the product itself would choose: the one with fewest unknown parts. */
function patternOf(path: string, patterns: readonly string[]): string | undefined {
  const unknown = (pattern: string): number => pattern.split('/').filter((part) => part.startsWith(':')).length;
  return patterns.filter((pattern) => isOf(pattern, path)).toSorted((one, other) => unknown(one) - unknown(other))[0];
}

test('every page of the product was looked at for barriers', async () => {
  const patterns = routes.map(({ path }) => path ?? '').filter((path) => path !== '*');
  const paths = new Set((await readFile(lookedAtFile(), 'utf8')).split('\n'));
  const seen = new Set([...paths].map((path) => patternOf(path, patterns)));
  expect(patterns.filter((pattern) => !seen.has(pattern) && !NO_PAGE.has(pattern))).toEqual([]);
});
