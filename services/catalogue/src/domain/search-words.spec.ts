import { describe, expect, it } from '@jest/globals';
import { cleanWords, noteToKeep, withoutManners, wordsToKeep } from './search-words.js';

describe('words of a search', () => {
  it('are tidied, and null when there are none', () => {
    expect(cleanWords('  help   at\nhome ')).toBe('help at home');
    expect(cleanWords('   ')).toBeNull();
    expect(cleanWords(null)).toBeNull();
    expect(cleanWords('x'.repeat(500))).toHaveLength(200);
  });

  it('are kept without anything that could be a number, an address or a postcode', () => {
    expect(wordsToKeep('Carer for ada@example.org, 12 High St MB1 2AB 01632960001!')).toBe('carer for high st');
    expect(wordsToKeep("Mum's café (Tuesdays)")).toBe("mum's café tuesdays");
    expect(wordsToKeep('123 456')).toBeNull();
    expect(wordsToKeep('word '.repeat(100))?.length).toBeLessThanOrEqual(80);
  });

  it('of a note go without numbers, addresses and links', () => {
    expect(noteToKeep(' Ring  me on 01632 960300, or ann@home.example. Men only! ')).toBe('Ring me on or Men only!');
    expect(noteToKeep('٠١٦٣٢ https://a.example www.a.example')).toBeNull();
    expect(noteToKeep('x'.repeat(400))).toHaveLength(300);
  });
});

describe('manners', () => {
  it.each([
    ['I need a hoist', 'a hoist'],
    ['I would like somebody to cook, please', 'to cook'],
    ['Please can somebody walk my dog?', 'walk my dog?'],
    ['We’re looking for a cleaner please!', 'a cleaner'],
    ['is there anybody to talk to', 'to talk to'],
    ['looking after my mum', 'looking after my mum'],
    ['someone to take Mum shopping', 'someone to take Mum shopping'],
    ['I need', 'I need'],
    ['please', 'please'],
    ['cancer support', 'cancer support'],
    [null, null],
  ])('of “%s” leave “%s”', (words, rest) => {
    expect(withoutManners(words)).toBe(rest);
  });
});
