import { DateText, RatingText } from '../components/index.js';
import type { RatingPartsFragment } from '../generated/graphql.js';

const domains = [
  { key: 'onTime', words: 'On time' },
  { key: 'asAgreed', words: 'As agreed' },
  { key: 'dignity', words: 'Treated with respect' },
  { key: 'outcomes', words: 'Helped with what matters to me' },
  { key: 'chooseAgain', words: 'Would choose again' },
] as const;

type Averages = Readonly<Record<(typeof domains)[number]['key'], string>>;

function Scale({ label, score }: { readonly label: string; readonly score: string }) {
  return (
    <li className="oc-scale">
      <span className="oc-scale__label">{label}</span>
      <svg className="oc-scale__drawing" width="100%" height="14" aria-hidden="true" focusable="false">
        <rect x="0" y="0" width="100%" height="14" rx="7" className="oc-scale__ground" />
        <rect x="0" y="0" width={`${Number(score) * 20}%`} height="14" rx="7" className="oc-scale__bar" />
      </svg>
      <span className="oc-scale__words">{Number(score).toFixed(1)} out of 5</span>
    </li>
  );
}

function Comment({ rating, showsService }: { readonly rating: RatingPartsFragment; readonly showsService: boolean }) {
  return (
    <li className="oc-comment">
      <p className="oc-comment__words">“{rating.comment}”</p>
      <p className="oc-comment__by">
        {rating.authorName ?? 'Somebody who did not want to be named'}
        {showsService ? `, about ${rating.serviceName}` : null}, <DateText date={rating.ratedOn} short />
      </p>
      {rating.reply ? (
        <p className="oc-comment__reply">
          <strong>They answered:</strong> {rating.reply}
        </p>
      ) : null}
    </li>
  );
}

export interface RatingsProps {
  readonly summary: { readonly score: string | null; readonly count: number; readonly averages: Averages | null };
  readonly ratings: readonly RatingPartsFragment[];
  /** Names the service of each comment, on a provider's page. */
  readonly showsService?: boolean | undefined;
}

/** What people thought: in one number, by question, and in their own words; always with how many there are. */
export function Ratings({ summary, ratings, showsService = false }: RatingsProps) {
  const comments = ratings.filter(({ comment }) => comment);
  const { averages } = summary;
  return (
    <section aria-labelledby="ratings-title">
      <h2 className="govuk-heading-m" id="ratings-title">
        What people think
      </h2>
      <p className="govuk-body">
        <RatingText score={summary.score} count={summary.count} />
      </p>
      {summary.count === 0 ? (
        <p className="govuk-body">Only people who had a visit can say what they think. Nobody has yet.</p>
      ) : null}
      {averages ? (
        <ul className="oc-scales">
          {domains.map(({ key, words }) => (
            <Scale key={key} label={words} score={averages[key]} />
          ))}
        </ul>
      ) : null}
      {comments.length > 0 ? (
        <ul className="oc-comments">
          {comments.map((rating) => (
            <Comment key={rating.id} rating={rating} showsService={showsService} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
