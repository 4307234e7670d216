import { createHash } from 'node:crypto';

const NAMESPACE = 'owncourse-demo-1';

/** A UUID (version 5 shape) that is always the same for the same kind and key. */
export function demoId(kind: string, key: string): string {
  const digest = createHash('sha1').update(`${NAMESPACE}/${kind}/${key}`).digest('hex');
  const variantNibble = '89ab'.charAt(Number.parseInt(digest.charAt(16), 16) % 4);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variantNibble}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}

/** A whole number from 0 to `below` − 1, always the same for the same key. */
export function pickNumber(key: string, below: number): number {
  const digest = createHash('sha1').update(`${NAMESPACE}#${key}`).digest();
  return digest.readUInt32BE(0) % below;
}

/** One of the options, always the same for the same key. */
export function pickOne<T>(key: string, options: readonly T[]): T {
  return at(options, pickNumber(key, options.length));
}

/** The element at an index counted round the list; throws on an empty list. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('Demo content has an empty list');
  return found;
}

/** `percent` of an amount, rounded half up to a multiple of `step` pence. */
export function percentOfPence(pence: bigint, percent: bigint, step: bigint): bigint {
  const divisor = 100n * step;
  return ((pence * percent + divisor / 2n) / divisor) * step;
}

/** A decimal quantity as a count of ten-thousandths: '1.5' is 15000n. */
export function quantityInTenThousandths(quantity: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,4}))?$/.exec(quantity);
  if (!match) throw new Error(`Not a quantity: ${quantity}`);
  return BigInt(match[1] ?? '0') * 10000n + BigInt((match[2] ?? '').padEnd(4, '0'));
}

/** Numbers from the range kept for drama: 01632 960000 to 960999. */
export function demoPhone(index: number): string {
  if (index < 0 || index > 999) throw new Error('The drama range has 1,000 numbers');
  return `01632 960${String(index).padStart(3, '0')}`;
}

/** Words for a web address: 'St Osyn Men’s Shed' becomes 'st-osyn-mens-shed'. */
export function slugOf(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
