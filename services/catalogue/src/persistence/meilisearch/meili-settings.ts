import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';

/** More matches than this are not asked for: Postgres reads such words. */
export const MATCHES_AT_MOST = 10_000;

/** What "every word must be there" leaves out: they are in every text, and people write them to be polite. */
const STOP_WORDS =
  'a about am an and any anyone are as at be been but by can could do does for from get has have he help her him his how i if in into is it its just like looking me my need of on or our please she so some someone somebody that the their them then there they this to us want was we what when where which who will with would you your'.split(
    ' ',
  );

/**
 * How the words are read. The order of the attributes is that of the weights in search_document; the ranking rules are
 * Meilisearch's own, without any that could be bought: docs/adr/0031-meilisearch.md.
 */
const FIXED: Settings = {
  searchableAttributes: [
    'name',
    'support_type',
    'summary',
    'provider',
    'description',
    'who_for',
    'languages',
    'access',
  ],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'sort'],
  displayedAttributes: ['id', 'revision'],
  filterableAttributes: ['build'],
  sortableAttributes: ['revision'],
  stopWords: STOP_WORDS,
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 7 } },
  pagination: { maxTotalHits: MATCHES_AT_MOST },
};

export function settingsWith(synonyms: Record<string, string[]>): Settings {
  return { ...FIXED, synonyms };
}

/** Another text when an index must be built anew; synonyms are changed in place. */
export const SETTINGS_MARK = createHash('sha256').update(JSON.stringify(FIXED)).digest('hex').slice(0, 16);
