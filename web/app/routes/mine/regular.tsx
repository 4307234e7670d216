import {
  Anchor,
  BackLink,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  Tag,
} from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { MyRegularDocument, type RegularFactsFragment } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { listWords } from '../../journey/calendar.js';
import { stepWords } from '../../journey/regular-words.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/regular.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('What I pay regularly', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MyRegularDocument, { id });
  return { budget: budget ?? notFound(), subject, actingFor: subject.actingFor };
}

/** The form for money that was spent, filled in with what is known. */
function paidHref({ payee, kind, nextPence, steps }: RegularFactsFragment, on: string, subject: Subject): string {
  const pence = nextPence ?? steps[0]?.amountPence;
  const known = new URLSearchParams({ payee, kind: kind.code, on, ...(pence ? { pence: String(pence) } : {}) });
  return keepFor(`/my-budget/spent/new?${known.toString()}`, subject);
}

function Regular({ one, subject }: { readonly one: RegularFactsFragment; readonly subject: Subject }) {
  const mayPay = subject.scopes.includes('PAY');
  const [now, ...later] = one.steps;
  return (
    <li className="oc-order">
      <div className="oc-order__body">
        <h2 className="govuk-heading-s oc-order__title">
          {mayPay ? (
            <Anchor className="govuk-link" href={keepFor(`/my-budget/regular/${one.id}`, subject)}>
              {one.payee}
            </Anchor>
          ) : (
            one.payee
          )}
          {now ? `: ${stepWords(now)}` : ''}
        </h2>
        <p className="oc-order__words">
          {one.kind.words}.{' '}
          {one.nextOn !== null && one.nextPence !== null ? (
            <>
              Next: <MoneyText pence={one.nextPence} /> on <DateText date={one.nextOn} withYear />.{' '}
            </>
          ) : null}
          {later.map((step) => `From ${dateWords(step.from, true)}: ${stepWords(step)}. `)}
          {one.endsOn === null ? null : (
            <>
              Until <DateText date={one.endsOn} withYear />.
            </>
          )}
        </p>
        {one.overdueOn.length === 0 ? null : (
          <p className="oc-order__words">
            Not written down yet for {listWords(one.overdueOn.map((day) => dateWords(day)))}.{' '}
            {mayPay ? (
              <Anchor className="govuk-link" href={paidHref(one, one.overdueOn[0] ?? '', subject)}>
                Write down that {one.payee} was paid
              </Anchor>
            ) : null}
          </p>
        )}
      </div>
      {one.overdueOn.length === 0 ? null : (
        <p className="oc-order__state">
          <Tag colour="yellow">To write down</Tag>
        </p>
      )}
    </li>
  );
}

export default function MyRegular({ loaderData: { budget, subject } }: Route.ComponentProps) {
  const mayAdd = budget.paysOffPlatform && subject.scopes.includes('PAY');
  const add = <ButtonLink href={keepFor('/my-budget/regular/new', subject)}>Add a regular payment</ButtonLink>;
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <DoneBanner
        words={{
          planned: 'It is counted in the weeks to come.',
          changed: 'It is changed from the day you chose.',
          ended: 'It ends on the day you chose.',
        }}
      />
      <h1 className="govuk-heading-xl">
        {subject.isSelf ? 'What I pay regularly' : `What ${subject.name} pays regularly`}
      </h1>
      <p className="oc-lead">
        Wages each week, insurance each year. The weeks to come count it, and we say so before the money runs short. No
        money is set aside. When it is paid, write it down: that takes its place.
      </p>
      {budget.shortWeek ? (
        <InsetText>
          The money runs short in the week of <DateText date={budget.shortWeek.weekStarting} />:{' '}
          <MoneyText pence={budget.shortWeek.missingPence} /> is missing.{' '}
          <Anchor className="govuk-link" href={keepFor('/my-budget', subject)}>
            See what would help
          </Anchor>
        </InsetText>
      ) : null}
      {budget.regularExpenses.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing regular is written down">
          <p className="govuk-body">
            {mayAdd
              ? 'Add what is paid again and again to somebody who is not on this website.'
              : 'There is nothing to show.'}
          </p>
          {mayAdd ? add : null}
        </EmptyState>
      ) : (
        <>
          {mayAdd ? add : null}
          <ul className="oc-orders">
            {budget.regularExpenses.map((one) => (
              <Regular key={one.id} one={one} subject={subject} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
