import type { Pence } from '@owncourse/kernel/contract';
import type { CapitalRule, CapRule, ContributionPolicy } from './contribution-policy.js';

/** The council's dated policy as it is stored: JSON, null where nothing is set for that day. */
export interface StoredContributionPolicy {
  readonly percentOfDisposableIncome: unknown;
  readonly capitalLimit: unknown;
  readonly weeklyCap: unknown;
  readonly chargesHomecare: unknown;
  readonly netOrGross: unknown;
}

type Stored = Readonly<Record<string, unknown>>;

function object(value: unknown): Stored {
  return typeof value === 'object' && value !== null ? (value as Stored) : {};
}

function pence(value: unknown): Pence | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null;
}

/** A percentage with at most two decimal places, in hundredths. */
function hundredths(value: unknown): bigint | null {
  if (typeof value !== 'number') return null;
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(String(value));
  if (!parts) return null;
  const whole = BigInt(`${parts[1] ?? '0'}${(parts[2] ?? '').padEnd(2, '0')}`);
  return whole <= 10_000n ? whole : null;
}

function capital(value: unknown): CapitalRule | null {
  const stored = object(value);
  if (stored['kind'] === 'none') return { kind: 'none' };
  if (stored['kind'] === 'limit') {
    const limit = pence(stored['pence']);
    return limit === null ? null : { kind: 'limit', pence: limit };
  }
  if (stored['kind'] !== 'tariff') return null;
  const [lowerPence, stepPence, incomePence] = [
    pence(stored['lowerPence']),
    pence(stored['stepPence']),
    pence(stored['incomePence']),
  ];
  const upper = stored['upperPence'] ?? null;
  const upperPence = pence(upper);
  if (lowerPence === null || incomePence === null || !stepPence || (upper !== null && upperPence === null)) return null;
  return { kind: 'tariff', lowerPence, upperPence, stepPence, incomePence };
}

function cap(value: unknown): CapRule | null {
  // Blank is not "no maximum" (model.md "Known traps").
  if (value === null || value === undefined) return { kind: 'unknown' };
  const stored = object(value);
  if (stored['kind'] === 'none' || stored['kind'] === 'unknown') return { kind: stored['kind'] };
  const most = stored['kind'] === 'cap' ? pence(stored['pence']) : null;
  return most === null ? null : { kind: 'cap', pence: most };
}

/** Null when the council's policy does not say enough to work a contribution out; nothing is guessed. */
export function readContributionPolicy(stored: StoredContributionPolicy): ContributionPolicy | null {
  const [percentHundredths, capitalRule, capRule] = [
    hundredths(stored.percentOfDisposableIncome),
    capital(stored.capitalLimit),
    cap(stored.weeklyCap),
  ];
  if (percentHundredths === null || capitalRule === null || capRule === null) return null;
  if (typeof stored.chargesHomecare !== 'boolean') return null;
  if (stored.netOrGross !== 'net' && stored.netOrGross !== 'gross') return null;
  return {
    percentHundredths,
    capital: capitalRule,
    cap: capRule,
    chargesHomecare: stored.chargesHomecare,
    netting: stored.netOrGross === 'net' ? 'NET' : 'GROSS',
  };
}
