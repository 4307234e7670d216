import type { CouncilPolicy } from './types.js';

const marlbridge: CouncilPolicy = {
  councilKey: 'marlbridge',
  financialYearOffset: 0,
  percentOfDisposableIncome: 90,
  capitalLimit: {
    kind: 'tariff',
    lowerPence: 1_425_000n,
    upperPence: 2_325_000n,
    stepPence: 25_000n,
    incomePence: 100n,
  },
  weeklyCap: { kind: 'cap', pence: 31_500n },
  chargesHomecare: true,
  netOrGross: 'net',
  reserveWeeks: 8,
  autoConfirmDays: 14,
  cancellationNoticeHours: 24,
  cancellationPercent: 50,
  approvalLimitPence: 150_000n,
  offCardRule: 'allow',
  whatElsePrices: 'COUNCIL',
  spendCreditedMoney: 'at-once',
  reviewMonths: [6, 12],
  // Until `promptInvoices`, since when each confirmation is invoiced at once.
  invoicePeriod: 'monthly',
};

const oakhaven: CouncilPolicy = {
  councilKey: 'oakhaven',
  financialYearOffset: 0,
  percentOfDisposableIncome: 100,
  capitalLimit: { kind: 'limit', pence: 2_325_000n },
  weeklyCap: { kind: 'none' },
  chargesHomecare: true,
  netOrGross: 'gross',
  reserveWeeks: 8,
  autoConfirmDays: 14,
  cancellationNoticeHours: 48,
  cancellationPercent: 100,
  approvalLimitPence: 100_000n,
  offCardRule: 'allow-with-approval',
  spendCreditedMoney: 'on-recovery',
  reviewMonths: [6, 12],
  invoicePeriod: 'weekly',
};

/** Each council's policy for the current financial year and the one before. */
export const councilPolicies: readonly CouncilPolicy[] = [
  { ...marlbridge, financialYearOffset: -1, weeklyCap: { kind: 'cap', pence: 29_800n }, autoConfirmDays: 21 },
  marlbridge,
  { ...oakhaven, financialYearOffset: -1, percentOfDisposableIncome: 95, weeklyCap: { kind: 'unknown' } },
  oakhaven,
];
