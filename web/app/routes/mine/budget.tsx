import {
  Anchor,
  BudgetBar,
  ButtonLink,
  DateText,
  EmptyState,
  MoneyText,
  NotificationBanner,
  Page,
  pageTitle,
  Pagination,
  SummaryList,
  WeeksStrip,
} from '../../components/index.js';
import { machineDate } from '../../format/dates.js';
import { type BudgetStatus, type HoldingRoute, MyBudgetDocument, type MyBudgetQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { budgetIdOf, keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { dialled } from '../../theme/council-contacts.js';
import { addressValue } from '../../journey/address.js';
import { linesToExplain } from '../../journey/bank-words.js';
import { HowItIsHeld } from '../../journey/how-it-is-held.js';
import { RegularInWeeks } from '../../journey/regular-words.js';
import { ShortWeekHelp, weeksTitle } from '../../journey/short-week-help.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/budget.js';
import { Decided, MoneyOver, SumsBeside } from './budget-life.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My budget', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const after = addressValue(request, 'after');
  const id = await budgetIdOf({ context, request }, subject.personId);
  const budget = id === null ? null : (await callGraphql({ context, request }, MyBudgetDocument, { id, after })).budget;
  return { budget, subject, after, actingFor: subject.actingFor };
}

type Budget = NonNullable<MyBudgetQuery['budget']>;

const routeWords: Readonly<Record<HoldingRoute, string>> = {
  DIRECT_PAYMENT: 'The money is paid to you',
  REPRESENTATIVE: 'Somebody close to you holds it for you',
  TRUST: 'A trust holds it for you',
  BROKER: 'A broker holds it for you',
  INDIVIDUAL_SERVICE_FUND: 'A provider holds it for you',
  COUNCIL_MANAGED: 'The council holds it for you',
};

function NextMoney({ budget }: { readonly budget: Budget }) {
  return (
    <SummaryList
      rows={[
        {
          key: 'Next money in',
          value:
            budget.nextInstalmentOn && budget.nextInstalmentPence !== null ? (
              <>
                <strong>
                  <MoneyText pence={budget.nextInstalmentPence} />
                </strong>{' '}
                on <DateText date={budget.nextInstalmentOn} />
              </>
            ) : (
              'No more is planned'
            ),
        },
        {
          key: 'Each week',
          value: <MoneyText pence={budget.weeklyPence} />,
        },
        ...(budget.parts.filter((part) => !part.isOver).length > 1
          ? []
          : [{ key: 'Who holds it', value: routeWords[budget.holdingRoute] }]),
        {
          key: 'From',
          value: (
            <>
              {budget.council.name}, since <DateText date={budget.startsOn} withYear />
              {budget.endsOn ? (
                <>
                  {' '}
                  until <DateText date={budget.endsOn} withYear />
                </>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}

const stateWords: Readonly<Record<BudgetStatus, string>> = {
  ACTIVE: 'is open',
  PAUSED: 'is paused',
  CLOSING: 'is ending',
  CLOSED: 'is closed',
};

/** Lines that are about one visit, which may be on another day than the line. */
const visitKinds: readonly string[] = ['HELD', 'RELEASED', 'CONFIRMED', 'FEE'];

function Lines({
  budget,
  subject,
  after,
}: {
  readonly budget: Budget;
  readonly subject: Subject;
  readonly after: string | null;
}) {
  const { edges, pageInfo } = budget.statement;
  if (edges.length === 0) return <p className="govuk-body">Nothing has happened yet.</p>;
  const page = (cursor: string | null): string =>
    `${keepFor(cursor === null ? '/my-budget' : `/my-budget?after=${encodeURIComponent(cursor)}`, subject)}#statement-title`;
  return (
    <>
      <ol className="oc-statement" aria-label="What happened, newest first">
        {edges.map(({ node }) => (
          <li className="oc-statement-line" key={node.id}>
            <span className="oc-statement-line__day">
              <DateText date={node.recordedAt} withYear />:
            </span>{' '}
            {node.words}
            {visitKinds.includes(node.kind) && node.on !== machineDate(node.recordedAt) ? (
              <>
                {' '}
                (The visit is on <DateText date={node.on} />
                .)
              </>
            ) : null}
            {node.orderId ? (
              <>
                {' '}
                <Anchor className="govuk-link" href={keepFor(`/my-orders/${node.orderId}`, subject)}>
                  See the order
                </Anchor>
              </>
            ) : null}
          </li>
        ))}
      </ol>
      {pageInfo.hasNextPage || after ? (
        <Pagination
          landmarkLabel="More of the statement"
          previous={after ? { href: page(null), text: 'Newest' } : undefined}
          next={pageInfo.hasNextPage ? { href: page(pageInfo.endCursor), text: 'Older' } : undefined}
        />
      ) : null}
    </>
  );
}

function NoBudget({ subject }: { readonly subject: Subject }) {
  return (
    <EmptyState icon="wallet" title={subject.isSelf ? 'You have no budget here' : 'There is no budget here'}>
      <p className="govuk-body">
        A council can give people a budget for their support. If you think there should be one, ask your council. You
        can look for support without one.
      </p>
      <ButtonLink href="/search" variant="secondary">
        Find support
      </ButtonLink>
    </EmptyState>
  );
}

export default function MyBudget({ loaderData }: Route.ComponentProps) {
  const { budget, subject, after } = loaderData;
  const title = subject.isSelf ? 'My budget' : `${subject.name}’s budget`;
  if (!budget) {
    return (
      <Page width="wide">
        <h1 className="govuk-heading-xl">{title}</h1>
        <NoBudget subject={subject} />
      </Page>
    );
  }
  return (
    <Page width="wide">
      <DoneBanner words={{ visits: 'The visits are cancelled. The money is back in the budget.' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {budget.status === 'ACTIVE' ? null : (
        <NotificationBanner>
          <p className="govuk-notification-banner__heading">This budget {stateWords[budget.status]}.</p>
          <p className="govuk-body">
            Nothing new can be ordered. Ring {budget.council.name} on{' '}
            <a className="govuk-notification-banner__link" href={dialled(budget.council.contactPhone)}>
              {budget.council.contactPhone}
            </a>
            .
          </p>
        </NotificationBanner>
      )}
      <BudgetBar
        title="What is spent, promised and left"
        hideTitle
        spentPence={budget.spentPence}
        promisedPence={budget.committedPence}
        leftPence={budget.availablePence}
      />
      <HowItIsHeld parts={budget.parts} isSelf={subject.isSelf} />
      <MoneyOver budget={budget} subject={subject} />
      <NextMoney budget={budget} />
      <SumsBeside budget={budget} subject={subject} />
      <WeeksStrip title={weeksTitle(budget)} weeks={budget.projection} shortWeek={budget.shortWeek} />
      <RegularInWeeks regular={budget.regularExpenses} weeks={budget.projection} />
      {budget.shortWeek ? (
        <ShortWeekHelp
          shortWeek={budget.shortWeek}
          ask={
            <>
              {' '}
              Ring {budget.council.name} on{' '}
              <a className="govuk-link" href={dialled(budget.council.contactPhone)}>
                {budget.council.contactPhone}
              </a>
              .
            </>
          }
          orderHref={(orderId) => keepFor(`/my-orders/${orderId}`, subject)}
        />
      ) : null}
      <ul className="oc-ways">
        <li>
          <Anchor className="govuk-link" href={keepFor('/what-else', subject)}>
            What else could {subject.isSelf ? 'I' : subject.name} get?
          </Anchor>
        </li>
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-budget/statement', subject)}>
            {subject.isSelf ? 'My statement' : 'Their statement'}
          </Anchor>
          : for any time, to read, print or keep
        </li>
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-budget/bills', subject)}>
            {subject.isSelf ? 'My bills' : 'Their bills'}
          </Anchor>
          : what providers ask for, and who pays it
        </li>
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-budget/spent', subject)}>
            {subject.isSelf ? 'Money I spent' : 'Money they spent'}
          </Anchor>
          : wages, petrol and other things paid from the budget
        </li>
        {budget.paysOffPlatform ? (
          <>
            <li>
              <Anchor className="govuk-link" href={keepFor('/my-budget/regular', subject)}>
                {subject.isSelf ? 'What I pay regularly' : 'What they pay regularly'}
              </Anchor>
              : wages each week, insurance each year
            </li>
            <li>
              <Anchor className="govuk-link" href={keepFor('/my-budget/bank', subject)}>
                Bank statement
              </Anchor>
              : {budget.openBankLines > 0 ? linesToExplain(budget.openBankLines) : 'beside what is written down here'}
            </li>
          </>
        ) : null}
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-budget/return', subject)}>
            {subject.isSelf ? 'My return' : 'Their return'}
          </Anchor>
          : what goes to the council every few months, if you hold the money
        </li>
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-budget/my-part', subject)}>
            {subject.isSelf ? 'My part of the cost' : 'Their part of the cost'}
          </Anchor>
          : what the council asks for, and what is paid
        </li>
      </ul>
      <Decided budget={budget} />
      <h2 className="govuk-heading-m" id="statement-title">
        What happened
      </h2>
      <Lines budget={budget} subject={subject} after={after} />
      {subject.isSelf ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href="/my-data">
            See who looked at your budget
          </Anchor>
        </p>
      ) : null}
    </Page>
  );
}
