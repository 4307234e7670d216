import { DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { ModerationDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/moderation.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('To check', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const found = await callGraphql({ context, request }, ModerationDocument);
  const { listingsToModerate, ratingsToModerate, reportedListings, storeQuestionsToModerate, wantedAnswersToModerate } =
    found;
  return {
    listings: listingsToModerate,
    ratings: ratingsToModerate,
    reported: reportedListings,
    questions: storeQuestionsToModerate,
    answers: wantedAnswersToModerate,
  };
}

export default function Moderation({
  loaderData: { listings, ratings, reported, questions, answers },
}: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          'listing-published': 'The listing is on show now.',
          'listing-refused': 'The listing is not put on show.',
          'reports-stays': 'The listing stays on show.',
          'reports-down': 'The listing is taken down. The group reads why.',
          'question-kept': 'Your answer about the question is kept.',
          'question-refused': 'The question is not shown.',
          'answer-published': 'The answer is passed on.',
          'answer-refused': 'The answer is not passed on.',
          'rating-published': 'The rating is on show now.',
          'rating-refused': 'The rating is not put on show.',
        }}
      />
      <h1 className="govuk-heading-xl">To check</h1>
      <p className="oc-lead">Read each one before everybody can see it.</p>
      <h2 className="govuk-heading-l">Community listings ({listings.length})</h2>
      {listings.length === 0 ? (
        <EmptyState icon="circle-check" title="No listings to check" headingLevel={3}>
          <p className="govuk-body">When a group sends one, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Community listings to check">
          {listings.map((listing) => (
            <WorkItem
              key={listing.id}
              title={listing.change?.title ?? listing.title}
              href={`/council/moderation/listings/${listing.id}`}
              facts={[
                listing.kind === 'WANTED' ? 'Somebody is looking for this' : listing.organisationName,
                listing.kind === 'WANTED'
                  ? `Near ${listing.placeName}`
                  : `${(listing.change ?? listing).whenInWords ?? 'No weekly time'}, ${(listing.change ?? listing).placeName}`,
                ...(listing.change ? ['A change. The listing is on show as it was.'] : []),
              ]}
            />
          ))}
        </WorkList>
      )}
      {answers.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Answers to what people look for ({answers.length})</h2>
          <WorkList label="Answers to what people look for">
            {answers.map(({ id, organisationName, wanted, words }) => (
              <WorkItem
                key={id}
                title={wanted.title}
                href={`/council/moderation/answers/${id}`}
                facts={[organisationName, ...(words === null ? [] : [`“${words}”`])]}
              />
            ))}
          </WorkList>
        </>
      )}
      <h2 className="govuk-heading-l">Listings that somebody says are wrong ({reported.length})</h2>
      {reported.length === 0 ? (
        <EmptyState icon="circle-check" title="Nobody says that a listing is wrong" headingLevel={3}>
          <p className="govuk-body">When somebody does, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Listings that somebody says are wrong">
          {reported.map(({ listing, reports }) => (
            <WorkItem
              key={listing.id}
              title={listing.title}
              href={`/council/moderation/reports/${listing.id}`}
              facts={[
                listing.organisationName,
                reports.length === 1 ? '1 person says so' : `${reports.length} people say so`,
              ]}
            />
          ))}
        </WorkList>
      )}
      <h2 className="govuk-heading-l">Ratings ({ratings.length})</h2>
      {ratings.length === 0 ? (
        <EmptyState icon="circle-check" title="No ratings to check" headingLevel={3}>
          <p className="govuk-body">When somebody says what they think, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Ratings to check">
          {ratings.map((rating) => (
            <WorkItem
              key={rating.id}
              title={rating.serviceName}
              href={`/council/moderation/ratings/${rating.id}`}
              facts={[
                rating.providerName,
                <DateText date={rating.ratedOn} withYear />,
                ...(rating.comment === null ? ['No words, only scores'] : [`“${rating.comment}”`]),
              ]}
            />
          ))}
        </WorkList>
      )}
      <h2 className="govuk-heading-l">Questions and answers ({questions.length})</h2>
      {questions.length === 0 ? (
        <EmptyState icon="circle-check" title="No questions to check" headingLevel={3}>
          <p className="govuk-body">When two people agree to show a question, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Questions to check">
          {questions.map((one) => (
            <WorkItem
              key={one.id}
              title={`“${one.question}”`}
              href={`/council/moderation/questions/${one.id}`}
              facts={[
                `${one.serviceName}, ${one.providerName}`,
                ...(one.reportReason === null ? [] : ['Somebody says that it is not right']),
              ]}
            />
          ))}
        </WorkList>
      )}
    </Page>
  );
}
