import { describe, expect, it } from '@jest/globals';
import { modulusTables } from '../use-cases/modulus-tables.js';
import { mayBeAccount } from './modulus-check.js';

/** The cases that the rules publish for whoever programs them ("Validating account numbers", version 8.50), by their numbers. */
const PUBLISHED: readonly (readonly [sortCode: string, account: string, right: boolean])[] = [
  ['089999', '66374958', true],
  ['107999', '88837491', true],
  ['202959', '63748472', true],
  ['871427', '46238510', true],
  ['872427', '46238510', true],
  ['871427', '09123496', true],
  ['871427', '99123496', true],
  ['820000', '73688637', true],
  ['827999', '73988638', true],
  ['827101', '28748352', true],
  ['134020', '63849203', true],
  ['118765', '64371389', true],
  ['200915', '41011166', true],
  ['938611', '07806039', true],
  ['938600', '42368003', true],
  ['938063', '55065200', true],
  ['772798', '99345694', true],
  ['086090', '06774744', true],
  ['309070', '02355688', true],
  ['309070', '12345668', true],
  ['309070', '12345677', true],
  ['309070', '99345694', true],
  ['938063', '15764273', false],
  ['938063', '15764264', false],
  ['938063', '15763217', false],
  ['118765', '64371388', false],
  ['203099', '66831036', false],
  ['203099', '58716970', false],
  ['089999', '66374959', false],
  ['107999', '88837493', false],
  ['074456', '12345112', true],
  ['070116', '34012583', true],
  ['074456', '11104102', true],
  ['180002', '00000190', true],
];

describe('the modulus check', () => {
  it.each(PUBLISHED)('says of %s %s what is published: %s', (sortCode, account, right) => {
    expect(mayBeAccount(sortCode, account, modulusTables())).toBe(right);
  });

  it('presumes an account right where nothing is known of its sort code', () => {
    expect(mayBeAccount('000000', '12345678', modulusTables())).toBe(true);
  });

  it('says the same of an account whatever was asked before', () => {
    const before = ['00345604', '12345678', '00000000'].map((one) => mayBeAccount('772798', one, modulusTables()));
    expect(mayBeAccount('772798', '99345694', modulusTables())).toBe(true);
    const after = ['00345604', '12345678', '00000000'].map((one) => mayBeAccount('772798', one, modulusTables()));
    expect(after).toEqual(before);
  });

  it('wants both checks where there are two without an exception', () => {
    const right = Array.from({ length: 11_000 }, (_, one) => String(one).padStart(8, '0')).filter((one) =>
      mayBeAccount('040012', one, modulusTables()),
    );
    // One in eleven passes the first, one in ten of them the second.
    expect(right.length).toBeGreaterThan(60);
    expect(right.length).toBeLessThan(140);
  });
});
