import { formatPence } from '../format/money.js';
import { perUnitWords } from '../format/units.js';

export type PriceKind = 'FIXED' | 'CAPPED' | 'OFF_CARD' | 'PUBLIC' | 'QUOTE';

export interface PriceTagProps {
  /** What one unit costs the reader, in whole pence. */
  readonly pence: number;
  /** A unit such as HOUR or VISIT15. */
  readonly unit: string;
  readonly kind: PriceKind;
  /** In whole pence; struck out beside a lower council price when given. */
  readonly publicPence?: number | undefined;
  /** Above the council's highest price, from the person's own money, in whole pence. */
  readonly ownMoneyPence?: number | undefined;
  /** Starts with "From" where a service has several prices. */
  readonly isLowest?: boolean | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}

function explanation({ kind, ownMoneyPence = 0 }: PriceTagProps): string | null {
  if (kind === 'FIXED') return 'your council’s price';
  if (kind === 'CAPPED' && ownMoneyPence > 0) return `and ${formatPence(ownMoneyPence)} of your own money`;
  if (kind === 'CAPPED') return 'your council pays this';
  if (kind === 'OFF_CARD') return 'from your budget';
  return null;
}

/** The price to the reader, in words: "£24.10 an hour: your council’s price". Free is as plain as a price. */
export function PriceTag(props: PriceTagProps) {
  const { pence, unit, kind, publicPence, isLowest, size = 'medium' } = props;
  const className = `oc-price oc-price--${size}`;
  if (kind === 'QUOTE')
    return (
      <p className={className}>
        <strong className="oc-price__sum">Ask for a price</strong>
      </p>
    );
  if (pence === 0)
    return (
      <p className={className}>
        <strong className="oc-price__sum oc-price__sum--free">Free</strong>
      </p>
    );
  const why = explanation(props);
  return (
    <p className={className}>
      {isLowest ? 'From ' : null}
      <strong className="oc-price__sum oc-money">{formatPence(pence)}</strong> {perUnitWords(unit)}
      {why ? <span className="oc-price__why">: {why}</span> : null}
      {publicPence !== undefined && publicPence > pence ? (
        <span className="oc-price__public">
          {' '}
          Others pay <span className="oc-money">{formatPence(publicPence)}</span>
        </span>
      ) : null}
    </p>
  );
}
