/*
 * What Postgres's full text search says, said again in memory, so that an index in the process finds the same and puts it in the
 * same order: `document @@ query` and `ts_rank(weights, document, query)` for the two shapes of query that `catalogue.understand`
 * gives. Its sums are of single precision; the same rounding here keeps ties ties.
 */

/** One word of a document, with what it adds to a rank before the rank is divided by the number of words asked for. */
export interface WeighedWord {
  readonly lexeme: string;
  readonly adds: number;
}

/** Alternatives of which each must be there: `(a or b) and c` is `[[a, b], [c]]`. */
export type Clauses = readonly (readonly string[])[];

/** As in search.sql: D, C, B, A. */
const WEIGHTS: Readonly<Record<string, number>> = {
  '': Math.fround(0.1),
  C: Math.fround(0.3),
  B: Math.fround(0.6),
  A: 1,
};
/** The sum of 1/i² over all i: what a word that stands everywhere comes near to. */
const LIMIT = 1.644_934_066_85;

/** Lexemes stand in quotes; a quote or a backslash inside them is doubled. */
const LEXEME = /'((?:[^']|'')*)'/y;

function unquoted(text: string): string {
  return text.replaceAll("''", "'").replaceAll('\\\\', '\\');
}

/** `calc_rank_or` of Postgres for one word: earlier places count more, and the heaviest counts as if it were the first. */
function adds(places: readonly string[]): number {
  let sum = 0;
  let heaviest = -1;
  let at = 0;
  places.forEach((place, index) => {
    const weight = WEIGHTS[place.replace(/^\d+/, '')] ?? 0;
    sum = Math.fround(sum + Math.fround(weight / ((index + 1) * (index + 1))));
    if (weight > heaviest) {
      heaviest = weight;
      at = index;
    }
  });
  return Math.fround(Math.fround(heaviest + sum) - Math.fround(heaviest / ((at + 1) * (at + 1)))) / LIMIT;
}

/** The words of a tsvector as Postgres writes it: `'garden':1A,7B 'mow':3`. */
export function weighedWords(vector: string): WeighedWord[] {
  const words: WeighedWord[] = [];
  for (let at = 0; at < vector.length;) {
    LEXEME.lastIndex = at;
    const lexeme = LEXEME.exec(vector);
    if (!lexeme) throw new Error(`Not a tsvector from ${at} on: ${vector.slice(at, at + 40)}`);
    at = LEXEME.lastIndex;
    const space = vector.indexOf(' ', at);
    const end = space < 0 ? vector.length : space;
    const places = vector.slice(at + 1, end);
    words.push({ lexeme: unquoted(lexeme[1] ?? ''), adds: adds(places.split(',')) });
    at = end + 1;
  }
  return words;
}

/** A query of words joined by "or" inside and "and" outside, as Postgres writes it: `'mow' & ( 'weed' | 'weedi' )`. */
export function clausesOf(query: string): Clauses {
  const clauses: string[][] = [];
  let alternatives: string[] = [];
  for (let at = 0; at < query.length;) {
    const sign = query[at];
    if (sign === "'") {
      LEXEME.lastIndex = at;
      const lexeme = LEXEME.exec(query);
      if (!lexeme) throw new Error(`Not a query: ${query}`);
      alternatives.push(unquoted(lexeme[1] ?? ''));
      at = LEXEME.lastIndex;
      continue;
    }
    if (sign === '&') {
      clauses.push(alternatives);
      alternatives = [];
    } else if (sign !== '|' && sign !== '(' && sign !== ')' && sign !== ' ') throw new Error(`Not a query: ${query}`);
    at += 1;
  }
  return alternatives.length > 0 ? [...clauses, alternatives] : clauses;
}

/** Each word once, in the order in which Postgres adds them up: by their bytes. */
export function inOrderOfRank(clauses: Clauses): string[] {
  return [...new Set(clauses.flat())].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
