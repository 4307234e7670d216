import {
  Anchor,
  DateText,
  MoneyText,
  NotificationBanner,
  SummaryList,
  type SummaryRow,
} from '../../components/index.js';
import type { MyBudgetQuery } from '../../generated/graphql.js';
import { keepFor, type Subject } from '../../journey/acting-for.js';
import { dialled } from '../../theme/council-contacts.js';
import { decisionWords } from '../../work/decision-words.js';

type Budget = NonNullable<MyBudgetQuery['budget']>;

/** Money that the council may take back: said before anything happens, with how to say no. */
export function MoneyOver({ budget, subject }: { readonly budget: Budget; readonly subject: Subject }) {
  const proposed = budget.life.reclaims.find(({ status }) => status === 'PROPOSED');
  if (!proposed) return null;
  return (
    <NotificationBanner>
      <p className="govuk-notification-banner__heading">
        <MoneyText pence={proposed.proposedPence} /> may go back to {budget.council.name}.
      </p>
      <p className="govuk-body">
        You have more than you need for {proposed.reserveWeeks} weeks. Nothing goes back before{' '}
        <DateText date={proposed.decideFrom} withYear />, and only if somebody at the council decides it. Money that is
        promised stays.
      </p>
      {proposed.disagreement === null ? (
        <p className="govuk-body">
          <Anchor className="govuk-notification-banner__link" href={keepFor(`/my-budget/over/${proposed.id}`, subject)}>
            Say that you do not agree
          </Anchor>
        </p>
      ) : (
        <p className="govuk-body">
          You said: “{proposed.disagreement}” The council reads it before it decides.{' '}
          <Anchor className="govuk-notification-banner__link" href={keepFor(`/my-budget/over/${proposed.id}`, subject)}>
            Change what you said
          </Anchor>
        </p>
      )}
    </NotificationBanner>
  );
}

/** Sums that stand beside what is left; nothing where there is none. */
export function SumsBeside({ budget, subject }: { readonly budget: Budget; readonly subject: Subject }) {
  const { life } = budget;
  const rows: readonly SummaryRow[] = [
    ...(life.contingencyPence > 0
      ? [
          {
            key: 'Kept for a bad time',
            value: (
              <>
                <MoneyText pence={life.contingencyPence} />. If you need it, ask the council to open it.
              </>
            ),
          },
        ]
      : []),
    ...(life.employerPence > 0
      ? [
          {
            key: 'Kept for your assistants',
            value: (
              <>
                <MoneyText pence={life.employerPence} /> of what is left. Nobody takes it back.
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
          {sum.endedFrom === null ? null : (
            <>
              . No more from <DateText date={sum.endedFrom} withYear />
            </>
          )}
        </>
      ),
    })),
    ...(life.pause
      ? [
          {
            key: 'Paused',
            value: (
              <>
                From <DateText date={life.pause.fromDate} withYear />
                {life.pause.untilDate === null ? (
                  '. What is promised still happens. '
                ) : (
                  <>
                    , on again from <DateText date={life.pause.untilDate} withYear />.{' '}
                  </>
                )}
                <Anchor className="govuk-link" href={keepFor('/my-budget/paused-visits', subject)}>
                  See the visits in the pause
                </Anchor>
              </>
            ),
          },
        ]
      : []),
    ...(life.closing ? [{ key: 'Ends', value: <DateText date={life.closing.fromDate} withYear /> }] : []),
    ...(life.recoverablePence > 0
      ? [{ key: 'You owe the council', value: <MoneyText pence={life.recoverablePence} /> }]
      : []),
  ];
  return rows.length === 0 ? null : <SummaryList rows={rows} />;
}

/** Who decided what about the budget and why, and what to do when it is wrong. */
export function Decided({ budget }: { readonly budget: Budget }) {
  const { council, life } = budget;
  if (life.decisions.length === 0) return null;
  return (
    <section aria-labelledby="decided-title">
      <h2 className="govuk-heading-m" id="decided-title">
        What the council decided
      </h2>
      <ol className="oc-statement" aria-label="What the council decided, newest first">
        {life.decisions.map((decision) => (
          <li className="oc-statement-line" key={decision.id}>
            <span className="oc-statement-line__day">
              <DateText date={decision.decidedAt} withYear />:
            </span>{' '}
            {decisionWords(decision)} {decision.decidedByName ? `${decision.decidedByName} said why:` : 'Why:'} “
            {decision.reason}”
          </li>
        ))}
      </ol>
      <p className="govuk-body">
        Do you think this is wrong? Ring {council.name} on{' '}
        <a className="govuk-link" href={dialled(council.contactPhone)}>
          {council.contactPhone}
        </a>{' '}
        and ask them to look again. If that does not help, you can complain to the council. After that, the Ombudsman
        can look at it. It costs nothing.
      </p>
    </section>
  );
}
