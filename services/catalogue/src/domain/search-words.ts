const LONGEST = 80;

/** What a reader typed, without stray spaces; null when nothing was typed. Two hundred characters are enough for a question. */
export function cleanWords(words: string | null | undefined): string | null {
  const clean = (words ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
  return clean === '' ? null : clean;
}

/**
 * Words of a search that found nothing, as they may be kept: lower case, and without anything that has a digit or an
 * at sign in it, so that no address, number or postcode of a person is stored. Null when nothing remains.
 */
export function wordsToKeep(words: string): string | null {
  const kept = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !/[\d@]/.test(word))
    .map((word) => word.replace(/[^\p{L}'’-]/gu, ''))
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, LONGEST)
    .trim();
  return kept === '' ? null : kept;
}
