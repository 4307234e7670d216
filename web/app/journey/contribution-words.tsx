import { DateText, MoneyText, SummaryList } from '../components/index.js';
import { formatPence } from '../format/money.js';
import type { ContributionNetting, ContributionReasonName } from '../generated/graphql.js';

interface Reason {
  readonly reason: ContributionReasonName;
  readonly pence: number;
}

interface Assessment {
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly weeklyPence: number;
  readonly reasons: readonly Reason[];
}

export interface ContributionSums {
  readonly chargedPence: number;
  readonly collectedPence: number;
  readonly overpaidPence: number;
  readonly reimbursedPence: number;
  readonly unpaidPence: number;
}

/** Why a contribution is what it is, as sentences of their own. */
export function reasonWords({ reason, pence }: Reason): string {
  const sum = formatPence(pence);
  switch (reason) {
    case 'NO_CHARGE':
      return 'The council does not charge for this kind of help.';
    case 'ABOVE_CAPITAL_LIMIT':
      return `Savings are above the council’s limit, so all of the budget counts: ${sum} a week.`;
    case 'INCOME_FROM_CAPITAL':
      return `Savings count as ${sum} of income a week.`;
    case 'SHARE_OF_INCOME':
      return `The council’s share of the income comes to ${sum} a week.`;
    case 'CAPPED':
      return `Nobody pays more than ${sum} a week.`;
    case 'CAP_UNKNOWN':
      return 'We do not know if the council has a most that anybody pays. If it has, this may be too much. Ask.';
    case 'LIMITED_TO_BUDGET':
      return `Nobody pays more than their budget, which is ${sum} a week.`;
    case 'ENTERED':
      return 'The council worked this out elsewhere.';
  }
}

export function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {reasons.map((one) => (
        <li key={one.reason}>{reasonWords(one)}</li>
      ))}
    </ul>
  );
}

/** The four sums of a contribution, each visible, and what is still to pay. */
export function ContributionSummary({ sums }: { readonly sums: ContributionSums }) {
  return (
    <SummaryList
      className="oc-summary-sums"
      rows={[
        { key: 'Asked for so far', value: <MoneyText pence={sums.chargedPence} /> },
        { key: 'Paid', value: <MoneyText pence={sums.collectedPence} /> },
        { key: 'Paid too much', value: <MoneyText pence={sums.overpaidPence} /> },
        { key: 'Given back', value: <MoneyText pence={sums.reimbursedPence} /> },
        { key: 'Still to pay', value: <MoneyText pence={sums.unpaidPence} /> },
      ]}
    />
  );
}

/** Each dated result with its reasons, the latest first. */
export function AssessmentList({ assessments }: { readonly assessments: readonly Assessment[] }) {
  return (
    <>
      {assessments.map((one) => (
        <div key={one.fromOn}>
          <h3 className="govuk-heading-s">
            <MoneyText pence={one.weeklyPence} /> a week from <DateText date={one.fromOn} withYear />
            {one.untilOn ? (
              <>
                {' '}
                to <DateText date={one.untilOn} withYear />
              </>
            ) : null}
          </h3>
          <ReasonList reasons={one.reasons} />
        </div>
      ))}
    </>
  );
}

export function nettingWords(netting: ContributionNetting): string {
  return netting === 'NET'
    ? 'It is paid into the budget, beside the council’s part.'
    : 'The council collects it. The budget has all of its money without it.';
}
