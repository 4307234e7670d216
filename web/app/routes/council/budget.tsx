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
import { BudgetFacts } from './budget-parts.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`${loaderData.budget.person.name}’s budget`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  const after = new URL(request.url).searchParams.get('after');
  const { budget } = await callGraphql({ context, request }, CouncilBudgetDocument, { id: params.budgetId, after });
  const isFinance = viewer.roles.includes('FINANCE_OFFICER');
  const isCareManager = viewer.roles.includes('CARE_MANAGER');
  return { budget: budget ?? notFound(), isFirst: after === null, isFinance, isCareManager };
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

export default function CouncilBudget({ loaderData }: Route.ComponentProps) {
  const { budget, isFirst, isFinance, isCareManager } = loaderData;
  const { name } = budget.person;
  const back = isFinance
    ? { href: '/council/budgets', text: 'Budgets' }
    : isCareManager
      ? { href: '/council/people', text: 'My people' }
      : { href: '/council/approvals', text: 'Orders to approve' };
  return (
    <Page width="wide" before={<BackLink href={back.href}>{back.text}</BackLink>}>
      <DoneBanner words={{ added: `The money is in ${name}’s budget.` }} />
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
      {isFinance && budget.status === 'ACTIVE' ? (
        <ButtonLink href={`/council/budgets/${budget.id}/add-money`} variant="secondary">
          Add a one-off sum
        </ButtonLink>
      ) : null}
      <WeeksStrip title={weeksTitle(budget)} weeks={budget.projection} shortWeek={budget.shortWeek} />
      {budget.shortWeek ? <ShortWeekHelp shortWeek={budget.shortWeek} /> : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/contribution`}>
          What {name} pays
        </Anchor>{' '}
        <Anchor className="govuk-link" href={`/council/budgets/${budget.id}/statement`}>
          Statement for any time
        </Anchor>
      </p>
      <BudgetFacts budget={budget} />
      <Statement budget={budget} isFirst={isFirst} />
    </Page>
  );
}
