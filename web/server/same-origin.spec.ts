import { describe, expect, it } from '@jest/globals';
import { mayChangeThings, type OriginFacts } from './same-origin.js';

const form: OriginFacts = {
  method: 'POST',
  host: 'localhost:3000',
  origin: 'http://localhost:3000',
  referer: undefined,
  fetchSite: 'same-origin',
  publicOrigin: undefined,
};

describe('a request that changes something', () => {
  it.each<[string, Partial<OriginFacts>, boolean]>([
    ['comes from our own page', {}, true],
    ['comes from another site', { origin: 'https://evil.example' }, false],
    ['comes from another port of the same machine', { origin: 'http://localhost:4000' }, false],
    ['hides where it comes from', { origin: 'null' }, false],
    ['is only a read', { method: 'GET', origin: 'https://evil.example' }, true],
    ['names no origin but a foreign page', { origin: undefined, referer: 'https://evil.example/page' }, false],
    ['names no origin but our own page', { origin: undefined, referer: 'http://localhost:3000/order' }, true],
    ['names nothing, yet the browser says cross-site', { origin: undefined, fetchSite: 'cross-site' }, false],
    ['names nothing and is no browser', { origin: undefined, fetchSite: undefined }, true],
    ['matches the public address', { origin: 'https://market.example', publicOrigin: 'https://market.example' }, true],
    [
      'matches only the host, not the scheme, of the public address',
      { origin: 'http://market.example', publicOrigin: 'https://market.example' },
      false,
    ],
  ])('%s', (_name, change, expected) => {
    expect(mayChangeThings({ ...form, ...change })).toBe(expected);
  });
});
