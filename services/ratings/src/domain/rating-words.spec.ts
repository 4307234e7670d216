import { describe, expect, it } from '@jest/globals';
import { authorName, keptWords, scoreProblems, whatHappensNow } from './rating-words.js';

describe('words of a rating', () => {
  it.each([
    ['Margaret Hale', 'Margaret H.'],
    ['  Ada  Mary   king ', 'Ada K.'],
    ['Cher', 'Cher'],
    ['', ''],
  ])('name %p in public as %p', (name, shown) => {
    expect(authorName(name)).toBe(shown);
  });

  it('are trimmed, and null when empty', () => {
    expect([keptWords(' yes '), keptWords('  '), keptWords(undefined)]).toEqual(['yes', null, null]);
  });

  it('point at every score that is none', () => {
    expect(
      scoreProblems({ onTime: 1, asAgreed: 5, dignity: 0, outcomes: 6, chooseAgain: Number.NaN }).map(
        (problem) => problem.field,
      ),
    ).toEqual(['scores.dignity', 'scores.outcomes', 'scores.chooseAgain']);
  });

  it('tell the author where the rating is', () => {
    const rating = { status: 'WAITING', mayBeShown: true, moderationReason: null } as const;
    expect(whatHappensNow(rating)).toContain('reads it first');
    expect(whatHappensNow({ ...rating, status: 'PUBLISHED' })).toBe('Everybody can read this.');
    expect(whatHappensNow({ ...rating, status: 'REJECTED', moderationReason: 'It names a child.' })).toBe(
      'We did not show this. It names a child.',
    );
    expect(whatHappensNow({ ...rating, mayBeShown: false })).toContain('keep this safe');
  });
});
