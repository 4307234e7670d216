import type { ReactNode } from 'react';
import { formatPence } from '../format/money.js';
import { DateText } from './date-text.js';
import { Anchor } from './govuk/shared.js';

export interface StatementLineProps {
  readonly on: string;
  /** What happened, such as "2 hours with Greenway Support"; no full stop. */
  readonly words: string;
  /** In whole pence; below zero when money went out. */
  readonly amountPence: number;
  readonly leftPence: number;
  /** Where the order behind it is. */
  readonly href?: string | undefined;
}

/** One line of a statement, as a sentence: the day, what happened, the sum, and what is left after it. */
export function StatementLine({ on, words, amountPence, leftPence, href }: StatementLineProps) {
  const sentence = words.replace(/\.$/, '');
  return (
    <li className="oc-statement-line">
      <span className="oc-statement-line__day">
        <DateText date={on} />:
      </span>{' '}
      <span className="oc-statement-line__words">
        {href ? (
          <Anchor className="govuk-link" href={href}>
            {sentence}
          </Anchor>
        ) : (
          sentence
        )}
        ,
      </span>{' '}
      <strong className="oc-money">{formatPence(Math.abs(amountPence))}</strong>.{' '}
      <span className="oc-statement-line__left">
        You have <span className="oc-money">{formatPence(leftPence)}</span> left.
      </span>
    </li>
  );
}

/** The list that statement lines stand in. */
export function Statement({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ol className="oc-statement" aria-label={label}>
      {children}
    </ol>
  );
}
