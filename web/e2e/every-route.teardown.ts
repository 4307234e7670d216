import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import routes from '../app/routes.js';
import { lookedAtFile } from './support/looked-at.js';

/** Addresses without a page of their own: files, and what only sends people on. */
const NO_PAGE = new Set([
  'sign-out',
  'my-card/back/:sessionId',
  'theme/:stylesheet',
  'provider/deliveries/list.csv',
  'provider/phone/send',
  'council/market.csv',
  'community/:listingId/calendar.ics',
  'council/rate-cards/template.csv',
  'council/rate-cards/problems/:problemsId/list.csv',
  'council/rate-cards/:cardId/prices.csv',
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
  const pages = routes.filter(({ path }) => path !== '*');
  const patterns = pages.map(({ path }) => path ?? '');
  const fileOf = new Map(pages.map(({ path, file }) => [path ?? '', file]));
  const paths = new Set((await readFile(lookedAtFile(), 'utf8')).split('\n'));
  // Two addresses may show the same page, to the person and to their officer.
  const seen = new Set([...paths].map((path) => fileOf.get(patternOf(path, patterns) ?? '')));
  expect(patterns.filter((pattern) => !seen.has(fileOf.get(pattern)) && !NO_PAGE.has(pattern))).toEqual([]);
});
