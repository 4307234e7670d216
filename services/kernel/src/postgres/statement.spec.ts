import { describe, expect, it } from '@jest/globals';
import { shapedFor, statement } from './statement.js';

const notes = statement(
  'notes',
  `select id from note where ($1::uuid is null or person_id = $1::uuid) and ($2::text[] is null or status = any ($2))
   and (not replaced or $1::uuid is not null) and day > $3 limit $10`,
);

describe('a statement with filters that may be left out', () => {
  it('says for each whether it is there, under a name of its own', () => {
    expect(shapedFor(notes, ['a', null, '2026-01-01', 7])).toEqual({
      name: 'notes/10',
      text: `select id from note where (false or person_id = $1::uuid) and (true or status = any ($2))
   and (not replaced or true) and day > $3 limit $10`,
    });
    expect(shapedFor(notes, [undefined, ['open'], '2026-01-01', 7])).toEqual({
      name: 'notes/01',
      text: `select id from note where (true or person_id = $1::uuid) and (false or status = any ($2))
   and (not replaced or false) and day > $3 limit $10`,
    });
  });

  it('is the same object each time, so that it is prepared once', () => {
    expect(shapedFor(notes, ['a', null])).toBe(shapedFor(notes, ['b', null]));
  });

  it('stays what it is without such a filter', () => {
    const plain = statement('plain', 'select id from note where ended_at is null and day = $1');
    expect(shapedFor(plain, [null])).toBe(plain);
  });

  it('keeps a parameter that the text uses for nothing else, whose type would be unknown without it', () => {
    const asking = statement('asking', 'select $1::date is null as open, $2::uuid is null or id = $2 from note');
    expect(shapedFor(asking, [null, 'a']).text).toBe('select $1::date is null as open, false or id = $2 from note');
  });
});
