const LONGEST = 80;

/** What a reader typed, without stray spaces; null when nothing was typed. Two hundred characters are enough for a question. */
export function cleanWords(words: string | null | undefined): string | null {
  const clean = (words ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
  return clean === '' ? null : clean;
}

const MANNERS =
  /^(?:please|hello|(?:i|we)(?:['’](?:m|d|re))?|am|are|need|needs|want|wants|would like|like|looking for|can|could|is there|any(?:body|one)|somebody)(?:[\s,.!?]+|$)/i;

/** What is asked for in "I would like a hoist, please": "a hoist". Words that are nothing else stay as they are. */
export function withoutManners(words: string | null): string | null {
  if (words === null) return null;
  let rest = words.replace(/[\s,]+please[.!?]*$/i, '');
  for (let next = rest.replace(MANNERS, ''); next !== rest; next = rest.replace(MANNERS, '')) rest = next;
  return rest === '' ? words : rest;
}

/**
 * Words of a search that found nothing, as they may be kept: lower case, and without anything that has a digit or an
 * at sign in it, so that no address, number or postcode of a person is stored. Null when nothing remains.
 */
export function wordsToKeep(words: string): string | null {
  const kept = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !/[\p{N}@]/u.test(word))
    .map((word) => word.replace(/[^\p{L}'’-]/gu, ''))
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, LONGEST)
    .trim();
  return kept === '' ? null : kept;
}

const LONGEST_NOTE = 300;

/** A note that may be kept: as it was written, without any word that has a digit or an at sign in it. Null when nothing remains. */
export function noteToKeep(note: string): string | null {
  const kept = note
    .split(/\s+/)
    .filter((word) => !/[\p{N}@]/u.test(word) && !/^(https?:|www\.)/i.test(word))
    .join(' ')
    .slice(0, LONGEST_NOTE)
    .trim();
  return kept === '' ? null : kept;
}
