import type { Pence } from '@owncourse/kernel/contract';

/** By how much a price changes, in percent with one decimal and its sign: "+4.2", "-10.0". Null without a price before. */
export function percentChange(before: Pence | null, after: Pence | null): string | null {
  if (before === null || after === null || before === 0n) return null;
  const difference = after - before;
  const size = difference < 0n ? -difference : difference;
  // Tenths of a percent, rounded half up.
  const tenths = (size * 2000n + before) / (2n * before);
  const sign = difference < 0n ? '-' : '+';
  return `${sign}${tenths / 10n}.${tenths % 10n}`;
}

/** What a price is for, as people call it. */
export function rateWords(serviceName: string | null, variantName: string | null): string {
  if (serviceName === null) return 'No longer on sale';
  return variantName === null
    ? `Any ${serviceName.charAt(0).toLowerCase()}${serviceName.slice(1)}`
    : `${serviceName}: ${variantName}`;
}
