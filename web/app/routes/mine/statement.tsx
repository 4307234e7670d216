import { BackLink, Page, pageTitle } from '../../components/index.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { OwnMoneyBetweenDocument } from '../../generated/graphql.js';
import { OwnMoneyList } from '../../journey/own-money.js';
import { askedPeriod, periodStatement, PeriodStatementView } from '../../journey/period-statement.js';
import type { Route } from './+types/statement.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My statement', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const shown = (await periodStatement({ context, request }, id)) ?? notFound();
  const { from, to } = askedPeriod({ context, request });
  const { ownMoney } = await callGraphql({ context, request }, OwnMoneyBetweenDocument, {
    personId: subject.personId,
    from,
    to,
  });
  return { ...shown, ownMoney, subject, actingFor: subject.actingFor };
}

export default function MyStatement({ loaderData: { budget, problem, ownMoney, subject } }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <h1 className="govuk-heading-xl">{subject.isSelf ? 'My statement' : `${subject.name}’s statement`}</h1>
      <PeriodStatementView
        budget={budget}
        problem={problem}
        forPerson={subject.isSelf ? null : subject.personId}
        isSelf={subject.isSelf}
      />
      <OwnMoneyList lines={ownMoney} by={{ subject }} />
    </Page>
  );
}
