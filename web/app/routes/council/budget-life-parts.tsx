import {
  Anchor,
  BarChartWithTable,
  DateText,
  MoneyText,
  SummaryList,
  type SummaryRow,
} from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import type { ClosingCause, LifeFactsFragment } from '../../generated/graphql.js';
import { decisionWords } from '../../work/decision-words.js';

type Life = LifeFactsFragment;

/** The weekly money from day to day, drawn. */
export function AmountsOverTime({ steps }: { readonly steps: Life['steps'] }) {
  return (
    <BarChartWithTable
      title="The weekly money over time"
      summary={
        steps.length === 1 ? 'It has been the same since the budget began.' : 'Each stands until the day of the next.'
      }
      columns={['From', 'A week']}
      rows={steps.map(({ fromDate, weeklyPence }) => ({
        label: dateWords(fromDate, true),
        value: weeklyPence,
        words: formatPence(weeklyPence),
      }))}
    />
  );
}

const causeWords: Readonly<Record<ClosingCause, string>> = {
  DEATH: 'they died',
  MOVED: 'they moved to another council',
  DECLINED: 'they do not want it',
  OTHER: 'another reason',
};

interface LifeFactsProps {
  readonly life: Life;
  readonly budgetId: string;
  /** Whether this officer may end a yearly sum. */
  readonly mayDecide: boolean;
}

/** Pauses, the end, and sums that stand beside what is left. Nothing where there is none of them. */
export function LifeFacts({ life, budgetId, mayDecide }: LifeFactsProps) {
  const { pause, closing } = life;
  const proposed = life.reclaims.find(({ status }) => status === 'PROPOSED');
  const rows: readonly SummaryRow[] = [
    ...(pause
      ? [
          {
            key: 'Paused',
            value: (
              <>
                From <DateText date={pause.fromDate} withYear />
                {pause.untilDate === null ? (
                  ', until somebody lets it go on'
                ) : (
                  <>
                    , on again from <DateText date={pause.untilDate} withYear />
                  </>
                )}
              </>
            ),
          },
        ]
      : []),
    ...(closing
      ? [
          {
            key: 'Ends',
            value: (
              <>
                <DateText date={closing.fromDate} withYear />, because {causeWords[closing.cause]}
                {closing.closedAt === null ? null : (
                  <>
                    . Closed on <DateText date={closing.closedAt} withYear />
                  </>
                )}
              </>
            ),
          },
        ]
      : []),
    ...life.yearlySums.map((sum) => ({
      key: 'Each year',
      value: (
        <>
          <MoneyText pence={sum.amountPence} />, first on <DateText date={sum.firstOn} withYear />
          {sum.lastOn === null ? null : (
            <>
              , last on <DateText date={sum.lastOn} withYear />
            </>
          )}
          {sum.endedFrom === null ? null : (
            <>
              . Ended from <DateText date={sum.endedFrom} withYear />
            </>
          )}
          {mayDecide && sum.endedFrom === null ? (
            <>
              {'. '}
              <Anchor className="govuk-link" href={`/council/budgets/${budgetId}/yearly-sum/${sum.id}/end`}>
                End it
                <span className="govuk-visually-hidden">: {formatPence(sum.amountPence)} each year</span>
              </Anchor>
            </>
          ) : null}
        </>
      ),
    })),
    ...(life.contingencyPence + life.contingencyOpenedPence > 0
      ? [
          {
            key: 'Kept for a bad time',
            value: (
              <>
                <MoneyText pence={life.contingencyPence} /> to open, <MoneyText pence={life.contingencyOpenedPence} />{' '}
                opened
              </>
            ),
          },
        ]
      : []),
    ...(life.employerPence > 0
      ? [{ key: 'Kept for personal assistants', value: <MoneyText pence={life.employerPence} /> }]
      : []),
    ...(life.recoverablePence > 0
      ? [{ key: 'Owed to the council', value: <MoneyText pence={life.recoverablePence} /> }]
      : []),
    ...(life.reclaimedPence > 0 ? [{ key: 'Went back', value: <MoneyText pence={life.reclaimedPence} /> }] : []),
    ...(proposed
      ? [
          {
            key: 'Over',
            value: (
              <Anchor className="govuk-link" href={`/council/budgets/${budgetId}/over/${proposed.id}`}>
                {formatPence(proposed.proposedPence)} waits for a decision
              </Anchor>
            ),
          },
        ]
      : []),
  ];
  return rows.length === 0 ? null : (
    <>
      <h2 className="govuk-heading-l">Beside the weekly money</h2>
      <SummaryList rows={rows} />
    </>
  );
}

/** Who decided what, when and why; newest first. */
export function Decisions({ decisions }: { readonly decisions: Life['decisions'] }) {
  if (decisions.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">What was decided</h2>
      <ol className="oc-statement" aria-label="What was decided, newest first">
        {decisions.map((decision) => (
          <li className="oc-statement-line" key={decision.id}>
            <span className="oc-statement-line__day">
              <DateText date={decision.decidedAt} withYear />:
            </span>{' '}
            {decisionWords(decision)} “{decision.reason}” <span>({decision.decidedByName || 'By itself'})</span>
          </li>
        ))}
      </ol>
    </>
  );
}
