import { countWords } from '../format/counts.js';
import { Icon } from '../pictograms/icon.js';

export interface RatingTextProps {
  /** 1 to 5, as a decimal string or number; null when nobody has rated. */
  readonly score: string | number | null;
  readonly count: number;
}

/** "4.6 out of 5 from 23 ratings", or that there are none. The number of ratings always shows. */
export function RatingText({ score, count }: RatingTextProps) {
  if (score === null || count === 0) return <span className="oc-rating oc-rating--none">No ratings yet</span>;
  return (
    <span className="oc-rating">
      <Icon name="star" size={20} className="oc-icon oc-rating__star" />
      <span>
        <strong>{Number(score).toFixed(1)}</strong> out of 5 from {countWords(count, 'rating')}
      </span>
    </span>
  );
}
