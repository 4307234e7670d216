import { useId } from 'react';
import { formatPence } from '../format/money.js';

export interface BudgetBarProps {
  /** All three in whole pence, none below zero. */
  readonly spentPence: number;
  readonly promisedPence: number;
  readonly leftPence: number;
  /** What the bar is about, such as "Your budget"; names the drawing for screen readers. */
  readonly title: string;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  /** Hides the heading on the page where another one says the same. */
  readonly hideTitle?: boolean | undefined;
}

type PartName = 'spent' | 'promised' | 'left';

interface Part {
  readonly name: PartName;
  readonly pence: number;
  readonly words: string;
  readonly meaning: string;
}

/** A part that has any money at all stays this wide, in hundredths of the bar, so that it can be seen. */
const smallestVisibleShare = 1.5;

/** Width of each part in hundredths of the bar: in proportion, but never invisible; together 100, or all 0. */
export function barShares(parts: readonly number[]): readonly number[] {
  const total = parts.reduce((sum, pence) => sum + Math.max(0, pence), 0);
  if (total === 0) return parts.map(() => 0);
  const widened = parts.map((pence) => (pence > 0 ? Math.max(smallestVisibleShare, (pence / total) * 100) : 0));
  const widenedTotal = widened.reduce((sum, share) => sum + share, 0);
  return widened.map((share) => (share / widenedTotal) * 100);
}

/** The fill of each part: plain, striped and open, so that colour is never the only difference. */
function Fills({ idPrefix }: { readonly idPrefix: string }) {
  return (
    <defs>
      <pattern
        id={`${idPrefix}-promised`}
        width="10"
        height="10"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="10" height="10" className="oc-budget-bar__promised-ground" />
        <rect width="5" height="10" className="oc-budget-bar__promised-stripe" />
      </pattern>
    </defs>
  );
}

function fillOf(name: PartName, idPrefix: string): { className: string; fill?: string } {
  return name === 'promised'
    ? { className: 'oc-budget-bar__part', fill: `url(#${idPrefix}-promised)` }
    : { className: `oc-budget-bar__part oc-budget-bar__part--${name}` };
}

function Drawing({ parts, idPrefix }: { readonly parts: readonly Part[]; readonly idPrefix: string }) {
  const shares = barShares(parts.map((part) => part.pence));
  const starts = shares.map((_share, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0));
  return (
    <svg className="oc-budget-bar__drawing" width="100%" height="48" aria-hidden="true" focusable="false">
      <Fills idPrefix={idPrefix} />
      {parts.map((part, index) => (
        <rect
          key={part.name}
          x={`${starts[index] ?? 0}%`}
          y="0"
          width={`${shares[index] ?? 0}%`}
          height="48"
          {...fillOf(part.name, idPrefix)}
        />
      ))}
      {starts
        .slice(1)
        .map((start, index) =>
          start > 0 && start < 100 ? (
            <line key={index} x1={`${start}%`} x2={`${start}%`} y1="0" y2="48" className="oc-budget-bar__divider" />
          ) : null,
        )}
    </svg>
  );
}

function Swatch({ name, idPrefix }: { readonly name: PartName; readonly idPrefix: string }) {
  return (
    <svg className="oc-budget-bar__swatch" width="24" height="24" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="22" height="22" rx="4" {...fillOf(name, idPrefix)} />
    </svg>
  );
}

/** A budget, drawn: what is spent, promised and left, each with its sum in words beside it. */
export function BudgetBar({
  spentPence,
  promisedPence,
  leftPence,
  title,
  headingLevel = 2,
  hideTitle,
}: BudgetBarProps) {
  const idPrefix = useId();
  const Title = `h${headingLevel}` as const;
  const total = spentPence + promisedPence + leftPence;
  const parts: readonly Part[] = [
    { name: 'spent', pence: spentPence, words: 'spent', meaning: 'Support you have had' },
    { name: 'promised', pence: promisedPence, words: 'promised', meaning: 'Support you have ordered' },
    { name: 'left', pence: leftPence, words: 'left', meaning: 'Yours to use' },
  ];
  return (
    <section className="oc-budget-bar" aria-labelledby={`${idPrefix}-title`}>
      <Title
        className={hideTitle ? 'govuk-visually-hidden' : 'govuk-heading-m oc-budget-bar__title'}
        id={`${idPrefix}-title`}
      >
        {title}
      </Title>
      <p className="oc-budget-bar__total">
        {total === 0 ? (
          'No money has come in yet.'
        ) : (
          <>
            <strong className="oc-money">{formatPence(total)}</strong> has come in so far.
          </>
        )}
      </p>
      <Drawing parts={parts} idPrefix={idPrefix} />
      <ul className="oc-budget-bar__parts">
        {parts.map((part) => (
          <li key={part.name} className="oc-budget-bar__legend">
            <Swatch name={part.name} idPrefix={idPrefix} />
            <span>
              <span className="oc-budget-bar__sum">
                <strong className="oc-money">{formatPence(part.pence)}</strong> {part.words}
              </span>
              <span className="oc-budget-bar__meaning">{part.meaning}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
