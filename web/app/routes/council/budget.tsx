import {
  Anchor,
  BackLink,
  BudgetBar,
  ButtonLink,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  WeeksStrip,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { CouncilBudgetDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { ShortWeekHelp, weeksTitle } from '../../journey/short-week-help.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages } from '../../work/lists.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/budget.js';
import { AmountsOverTime, Decisions, LifeFacts } from './budget-life-parts.js';
import { BudgetFacts } from './budget-parts.js';
import { FunderTable } from './funder-table.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`${loaderData.budget.person.name}’s budget`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  const after = new URL(request.url).searchParams.get('after');
  const { budget } = await callGraphql({ context, request }, CouncilBudgetDocument, { id: params.budgetId, after });
  const isFinance = viewer.roles.includes('FINANCE_OFFICER');
  const isCareManager = viewer.roles.includes('CARE_MANAGER');
  const isApprover = viewer.roles.includes('APPROVER');
  return { budget: budget ?? notFound(), isFirst: after === null, isFinance, isCareManager, isApprover };
}

type Budget = Route.ComponentProps['loaderData']['budget'];

function Statement({ budget, isFirst }: { readonly budget: Budget; readonly isFirst: boolean }) {
  const { edges, pageInfo } = budget.statement;
  return (
    <>
      <h2 className="govuk-heading-l">Statement</h2>
      {edges.length === 0 ? (
        <p className="govuk-body">Nothing has happened yet.</p>
      ) : (
        <StackedTable
          label="Statement"
          columns={[
            { head: 'Day', width: 'short' },
            { head: `What ${budget.person.name} reads`, width: 'sentence' },
            { head: 'Who' },
            { head: 'Sum', isNumeric: true, width: 'short' },
            { head: 'Left after it', isNumeric: true, width: 'short' },
          ]}
          rows={edges.map(({ node }) => ({
            key: node.id,
            cells: [
              shortDateWords(node.on),
              node.words,
              node.actorName ?? 'By itself',
              <MoneyText key="sum" pence={node.amountPence} />,
              <MoneyText key="left" pence={node.leftPence} />,
            ],
          }))}
        />
      )}
      <MorePages
        pageInfo={pageInfo}
        path={`/council/budgets/${budget.id}`}
        isFirst={isFirst}
        label="Pages of the statement"
      />
    </>
  );
}

function doneWords(name: string): Readonly<Record<string, string>> {
  return {
    added: `The money is in ${name}’s budget.`,
    amount: `${name}’s weekly money is changed.`,
    yearly: 'The yearly sum is added.',
    yearlyEnded: 'The yearly sum ends from the day you chose.',
    visits: 'The visits in the pause are cancelled.',
    paused: `${name}’s budget is paused from the day you chose.`,
    restarted: `${name}’s budget goes on.`,
    funders: 'Who pays is changed from the day you chose.',
    holding: 'Who holds the money is changed from the day you chose.',
    ending: `${name}’s budget ends. It closes when nothing is promised or owed.`,
    kept: 'The sum is kept.',
    opened: `The money is in ${name}’s budget.`,
  };
}

/** False for a budget that ends or has ended. */
function goesOn({ life, status }: Budget): boolean {
  return life.closing === null && (status === 'ACTIVE' || status === 'PAUSED');
}

interface ChoicesProps {
  readonly budget: Budget;
  readonly isFinance: boolean;
  readonly isApprover: boolean;
}

/** What this officer can do with the budget as it is. */
function Choices({ budget, isFinance, isApprover }: ChoicesProps) {
  const { life, status } = budget;
  const mayChange = goesOn(budget);
  const open = status === 'ACTIVE' && mayChange;
  const choices: readonly (readonly [path: string, text: string, offered: boolean])[] = [
    ['add-money', 'Add a one-off sum', isFinance && open],
    ['weekly-money', 'Change the weekly money', isFinance && mayChange],
    ['yearly-sum', 'Add a yearly sum', isFinance && mayChange],
    ['funders', 'Change who pays', isFinance && mayChange],
    ['holding', 'Change who holds the money', isFinance && mayChange],
    ['kept-apart', 'Keep a sum apart', isFinance && open],
    ['kept-apart', 'Open the money for a bad time', isApprover && !isFinance && open && life.contingencyPence > 0],
    ['pause', life.pause?.untilDate === null ? 'Let it go on' : 'Pause', isFinance && mayChange],
    ['paused-visits', 'Visits in the pause', life.pause !== null && mayChange],
    ['end', 'End the budget', isFinance && mayChange],
  ];
  const offered = choices.filter(([, , isOffered]) => isOffered);
  return offered.length === 0 ? null : (
    <div className="govuk-button-group">
      {offered.map(([path, text]) => (
        <ButtonLink key={text} href={`/council/budgets/${budget.id}/${path}`} variant="secondary">
          {text}
        </ButtonLink>
      ))}
    </div>
  );
}

export default function CouncilBudget({ loaderData }: Route.ComponentProps) {
  const { budget, isFirst, isFinance, isCareManager, isApprover } = loaderData;
  const { life } = budget;
  const { name } = budget.person;
  const back = isFinance
    ? { href: '/council/budgets', text: 'Budgets' }
    : isCareManager
      ? { href: '/council/people', text: 'My people' }
      : { href: '/council/approvals', text: 'Orders to approve' };
  return (
    <Page width="wide" before={<BackLink href={back.href}>{back.text}</BackLink>}>
      <DoneBanner words={doneWords(name)} />
      <h1 className="govuk-heading-xl">{name}’s budget</h1>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/away`}>
          Hospital, holiday or a death
        </Anchor>
      </p>
      <InsetText>
        <strong>We recorded that you looked.</strong> {name} can see your name, and the day, on their own page.
      </InsetText>
      <BudgetBar
        title={`${name}’s budget, drawn`}
        hideTitle
        spentPence={budget.spentPence}
        promisedPence={budget.committedPence}
        leftPence={budget.availablePence}
      />
      <Choices budget={budget} isFinance={isFinance} isApprover={isApprover} />
      <WeeksStrip title={weeksTitle(budget)} weeks={budget.projection} shortWeek={budget.shortWeek} />
      {budget.shortWeek ? <ShortWeekHelp shortWeek={budget.shortWeek} /> : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/contribution`}>
          What {name} pays
        </Anchor>{' '}
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/statement`}>
          Statement for any time
        </Anchor>{' '}
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/bank`}>
          Bank statement
        </Anchor>
        {isFinance || isCareManager ? (
          <>
            {' '}
            <Anchor className="govuk-link" href={`/council/people/${budget.person.id}/address`}>
              Where letters go
            </Anchor>
          </>
        ) : null}
      </p>
      <AmountsOverTime steps={life.steps} />
      <BudgetFacts budget={budget} />
      <LifeFacts life={life} budgetId={budget.id} mayDecide={isFinance && goesOn(budget)} />
      {life.funderAccounts.length > 1 ? (
        <>
          <h2 className="govuk-heading-l">What each who pays has bought</h2>
          <FunderTable label="What each who pays has bought" accounts={life.funderAccounts} />
        </>
      ) : null}
      <Decisions decisions={life.decisions} />
      <Statement budget={budget} isFirst={isFirst} />
    </Page>
  );
}
