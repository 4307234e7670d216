import { describe, expect, it } from '@jest/globals';
import { isNotModified, lastModifiedOf } from './conditional-requests.js';

const CHANGED = new Date('2026-03-10T12:00:00.700Z');
const etag = '"abc"';
const lastModified = new Date('2026-03-10T12:00:00Z');

describe('the last change, to the second', () => {
  it('is told once its second is over', () => {
    expect(lastModifiedOf(CHANGED, new Date('2026-03-10T12:00:01.000Z'))).toEqual(lastModified);
    expect(lastModifiedOf(CHANGED, new Date('2026-03-10T12:00:00.999Z'))).toBeNull();
    expect(lastModifiedOf(CHANGED, new Date('2026-03-10T11:59:00Z'))).toBeNull();
    expect(lastModifiedOf(null, CHANGED)).toBeNull();
  });
});

describe('a copy', () => {
  it.each([
    ['the same tag', { 'if-none-match': etag }, true],
    ['a weak one', { 'if-none-match': 'W/"abc"' }, true],
    ['one of several', { 'if-none-match': '"x", "abc"' }, true],
    ['any', { 'if-none-match': '*' }, true],
    ['another tag', { 'if-none-match': '"x"' }, false],
    ['the same second', { 'if-modified-since': lastModified.toUTCString() }, true],
    ['a second before', { 'if-modified-since': 'Tue, 10 Mar 2026 11:59:59 GMT' }, false],
    ['no date at all', { 'if-modified-since': 'yesterday' }, false],
    [
      'another tag, whatever the date',
      { 'if-none-match': '"x"', 'if-modified-since': lastModified.toUTCString() },
      false,
    ],
    ['nothing', {}, false],
  ])('with %s', (_words, headers, still) => {
    expect(isNotModified(headers, { etag, lastModified })).toBe(still);
  });

  it('is never right by its date where no date can be told', () => {
    const headers = { 'if-modified-since': 'Tue, 10 Mar 2099 12:00:00 GMT' };
    expect(isNotModified(headers, { etag, lastModified: null })).toBe(false);
  });
});
