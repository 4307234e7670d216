import { divideRounded, type Pence } from '@owncourse/kernel/contract';

/** EN 16931: standard, zero, exempt, outside VAT. */
export type VatCategory = 'S' | 'Z' | 'E' | 'O';

export type VatTreatment = 'EXEMPT' | 'STANDARD' | 'ZERO' | 'OUTSIDE_SCOPE';
export type VatStatus = 'REGISTERED' | 'NOT_REGISTERED' | 'EXEMPT_WELFARE';

/**
 * The category of a line. Welfare by a registered or exempt provider is exempt (VAT Act 1994, Schedule 9, Group 7,
 * item 9); a provider that is not registered charges no VAT, whatever it sells.
 */
export function vatCategory(treatment: VatTreatment, status: VatStatus): VatCategory {
  if (treatment === 'OUTSIDE_SCOPE' || status === 'NOT_REGISTERED') return 'O';
  if (treatment === 'EXEMPT') return 'E';
  if (status === 'EXEMPT_WELFARE') return 'O';
  return treatment === 'ZERO' ? 'Z' : 'S';
}

/**
 * The tax inside a gross line: line × percent / (100 + percent), rounded once, half away from zero.
 * @param percentHundredths 20 % is 2000n
 */
export function vatIn(linePence: Pence, percentHundredths: bigint): Pence {
  return divideRounded(linePence * percentHundredths, 10_000n + percentHundredths);
}
