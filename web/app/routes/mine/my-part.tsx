import {
  BackLink,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  NotificationBanner,
  Page,
  pageTitle,
} from '../../components/index.js';
import { MyPartDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { AssessmentList, ContributionSummary, nettingWords } from '../../journey/contribution-words.js';
import { dialled } from '../../theme/council-contacts.js';
import type { Route } from './+types/my-part.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My part of the cost', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MyPartDocument, { id });
  return { budget: budget ?? notFound(), subject, actingFor: subject.actingFor };
}

export default function MyPart({ loaderData: { budget, subject } }: Route.ComponentProps) {
  const { contribution, council } = budget;
  const title = subject.isSelf ? 'My part of the cost' : `${subject.name}’s part of the cost`;
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <h1 className="govuk-heading-xl">{title}</h1>
      {contribution.assessments.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing to pay">
          <p className="govuk-body">{council.name} has not asked for a part of the cost.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">
            {subject.isSelf ? 'You pay' : `${subject.name} pays`} <MoneyText pence={contribution.weeklyPence} /> a week.{' '}
            {contribution.netting ? nettingWords(contribution.netting) : null}
          </p>
          {contribution.request ? (
            <NotificationBanner
              title={`${council.name} asks`}
              text={
                <>
                  Please pay <MoneyText pence={contribution.request.leftPence} /> by{' '}
                  <DateText date={contribution.request.payBy} withYear />. {contribution.request.askedByName} asked on{' '}
                  <DateText date={contribution.request.askedOn} />.
                </>
              }
            />
          ) : null}
          <InsetText>
            <strong>Help goes on, paid or not.</strong> If it is too much, ring {council.name} on{' '}
            <a className="govuk-link" href={dialled(council.contactPhone)}>
              {council.contactPhone}
            </a>
            . You can ask them to look again, and you can appeal.
          </InsetText>
          <ContributionSummary sums={contribution} />
          <h2 className="govuk-heading-m">How it was worked out</h2>
          <AssessmentList assessments={contribution.assessments} />
        </>
      )}
    </Page>
  );
}
