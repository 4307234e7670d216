import { divideRounded, type Pence } from '@owncourse/kernel/contract';

export type CapitalRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'limit'; readonly pence: Pence }
  /** Each step above `lowerPence`, begun ones too, counts as `incomePence` of income a week; above `upperPence` as a limit. */
  | {
      readonly kind: 'tariff';
      readonly lowerPence: Pence;
      readonly upperPence: Pence | null;
      readonly stepPence: Pence;
      readonly incomePence: Pence;
    };

/** `unknown` is not `none`: nobody has said whether there is a most. */
export type CapRule =
  { readonly kind: 'none' } | { readonly kind: 'unknown' } | { readonly kind: 'cap'; readonly pence: Pence };

export interface ContributionPolicy {
  /** Of disposable income, in hundredths of a percent: 5000n is a half. */
  readonly percentHundredths: bigint;
  readonly capital: CapitalRule;
  readonly cap: CapRule;
  /** False: help at home costs the person nothing. */
  readonly chargesHomecare: boolean;
  readonly netting: 'NET' | 'GROSS';
}

/** What a financial assessment found. */
export interface Means {
  /** Left a week after what the person must live on. */
  readonly disposableIncomePence: Pence;
  readonly capitalPence: Pence;
  readonly budgetWeeklyPence: Pence;
}

export type ContributionReasonName =
  | 'NO_CHARGE'
  | 'ABOVE_CAPITAL_LIMIT'
  | 'INCOME_FROM_CAPITAL'
  | 'SHARE_OF_INCOME'
  | 'CAPPED'
  | 'CAP_UNKNOWN'
  | 'LIMITED_TO_BUDGET'
  | 'ENTERED';

export interface ContributionReason {
  readonly reason: ContributionReasonName;
  /** The sum that the reason led to, a week; for CAP_UNKNOWN what was not capped. */
  readonly pence: Pence;
}

export interface Contribution {
  readonly weeklyPence: Pence;
  readonly netting: 'NET' | 'GROSS';
  /** In the order in which they counted. */
  readonly reasons: readonly ContributionReason[];
  /** False when the council has not said whether there is a most that anybody pays: the sum may be too high. */
  readonly certain: boolean;
}

/**
 * What a person pays towards a budget each week (model.md "Money"): a percentage of disposable income, all of it above
 * the capital limit, never above the council's most, never above the budget. Rounded once, half away from zero.
 */
export function workOutContribution(policy: ContributionPolicy, means: Means): Contribution {
  const reasons: ContributionReason[] = [];
  const answer = (weeklyPence: Pence): Contribution => ({
    weeklyPence,
    netting: policy.netting,
    reasons,
    certain: !reasons.some(({ reason }) => reason === 'CAP_UNKNOWN'),
  });
  if (!policy.chargesHomecare) {
    reasons.push({ reason: 'NO_CHARGE', pence: 0n });
    return answer(0n);
  }
  let pence = beforeLimits(policy, means, reasons);
  if (policy.cap.kind === 'cap' && pence > policy.cap.pence) {
    ({ pence } = policy.cap);
    reasons.push({ reason: 'CAPPED', pence });
  }
  if (pence > means.budgetWeeklyPence) {
    pence = means.budgetWeeklyPence;
    reasons.push({ reason: 'LIMITED_TO_BUDGET', pence });
  }
  if (policy.cap.kind === 'unknown' && pence > 0n) reasons.push({ reason: 'CAP_UNKNOWN', pence });
  return answer(pence);
}

function beforeLimits(policy: ContributionPolicy, means: Means, reasons: ContributionReason[]): Pence {
  const { capital } = policy;
  const limit = capital.kind === 'limit' ? capital.pence : capital.kind === 'tariff' ? capital.upperPence : null;
  if (limit !== null && means.capitalPence > limit) {
    reasons.push({ reason: 'ABOVE_CAPITAL_LIMIT', pence: means.budgetWeeklyPence });
    return means.budgetWeeklyPence;
  }
  let income = means.disposableIncomePence;
  if (capital.kind === 'tariff' && means.capitalPence > capital.lowerPence) {
    const above = means.capitalPence - capital.lowerPence;
    const fromCapital = ((above + capital.stepPence - 1n) / capital.stepPence) * capital.incomePence;
    income += fromCapital;
    reasons.push({ reason: 'INCOME_FROM_CAPITAL', pence: fromCapital });
  }
  const share = divideRounded(income * policy.percentHundredths, 10_000n);
  reasons.push({ reason: 'SHARE_OF_INCOME', pence: share });
  return share;
}
