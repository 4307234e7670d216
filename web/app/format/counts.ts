const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** A whole number as people say it: below ten in words, above with commas. */
export function numberWords(count: number): string {
  return small[count] ?? String(count).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
}

/** ("1", "rating") → "one rating"; the plural is the singular with an s unless given. */
export function countWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${numberWords(count)} ${count === 1 ? singular : plural}`;
}

/** The same at the start of a sentence. */
export function sentenceStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
