import { DateText } from '../components/index.js';
import type { RatingToReadFragment } from '../generated/graphql.js';

/** The five things people rate, in the order they are asked. */
export const scoreNames = [
  { name: 'onTime', words: 'Came on time' },
  { name: 'asAgreed', words: 'Did what was agreed' },
  { name: 'dignity', words: 'Treated me with respect' },
  { name: 'outcomes', words: 'Helped me reach what I want' },
  { name: 'chooseAgain', words: 'I would choose them again' },
] as const;

/** What somebody said about a service: who, when, the five scores with their names, the words, the reply. */
export function RatingFacts({
  rating,
  headingLevel = 3,
}: {
  readonly rating: RatingToReadFragment;
  readonly headingLevel?: 2 | 3;
}) {
  const Title = `h${headingLevel}` as const;
  return (
    <>
      <Title className="govuk-heading-s oc-work__title">{rating.serviceName}</Title>
      <p className="oc-work__fact">
        {rating.authorName ?? 'Somebody who does not show their name'}, <DateText date={rating.ratedOn} withYear />
      </p>
      {rating.comment === null ? null : <blockquote className="oc-quote">{rating.comment}</blockquote>}
      <dl className="oc-scores">
        {scoreNames.map(({ name, words }) => (
          <div className="oc-scores__row" key={name}>
            <dt>{words}</dt>
            <dd>
              <strong>{rating.scores[name]}</strong> out of 5
            </dd>
          </div>
        ))}
      </dl>
      {rating.reply === null ? null : (
        <>
          <p className="oc-work__fact">
            <strong>{rating.providerName} replied:</strong>
          </p>
          <blockquote className="oc-quote">{rating.reply}</blockquote>
        </>
      )}
    </>
  );
}
