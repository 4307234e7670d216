import type { ReactNode } from 'react';
import { Anchor, Icon, type IconName, Pagination } from '../components/index.js';

/** A number with its words that opens the rows behind it. */
export interface FigureProps {
  readonly href: string;
  readonly figure: ReactNode;
  readonly words: string;
  /** A second line, such as the sum of money. */
  readonly more?: ReactNode;
  /** Marks what waits for the reader, with words too. */
  readonly flag?: string | undefined;
}

export function Figure({ href, figure, words, more, flag }: FigureProps) {
  return (
    <li className={flag ? 'oc-figure oc-figure--flagged' : 'oc-figure'}>
      <Anchor className="oc-figure__link" href={href}>
        <span className="oc-figure__number">{figure}</span> <span className="oc-figure__words">{words}</span>
      </Anchor>
      {more ? <span className="oc-figure__more">{more}</span> : null}
      {flag ? (
        <span className="oc-figure__flag">
          <Icon name="info" size={18} />
          {flag}
        </span>
      ) : null}
    </li>
  );
}

/** The row that figures stand in. */
export function Figures({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className="oc-figures" aria-label={label}>
      {children}
    </ul>
  );
}

export interface WorkItemProps {
  readonly title: ReactNode;
  readonly href?: string | undefined;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  /** Facts in words, one line each. */
  readonly facts?: readonly ReactNode[] | undefined;
  /** On the right: a state, a sum. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** One thing in a list of work: what it is, the facts, its state, what can be done. */
export function WorkItem({ title, href, headingLevel = 3, facts = [], aside, children }: WorkItemProps) {
  const Title = `h${headingLevel}` as const;
  return (
    <li className="oc-work__item">
      <div className="oc-work__row">
        <div className="oc-work__main">
          <Title className="govuk-heading-s oc-work__title">
            {href ? (
              <Anchor className="govuk-link" href={href}>
                {title}
              </Anchor>
            ) : (
              title
            )}
          </Title>
          {facts.map((fact, index) => (
            <p className="oc-work__fact" key={index}>
              {fact}
            </p>
          ))}
        </div>
        {aside ? <div className="oc-work__aside">{aside}</div> : null}
      </div>
      {children}
    </li>
  );
}

export interface WorkListProps {
  readonly label: string;
  /** Lines instead of cards, for long lists of small things. */
  readonly isCompact?: boolean | undefined;
  readonly children: ReactNode;
}

export function WorkList({ label, isCompact, children }: WorkListProps) {
  return (
    <ul className={isCompact ? 'oc-work oc-work--compact' : 'oc-work'} aria-label={label}>
      {children}
    </ul>
  );
}

/** A line with a picture that is about all of a person or order: "3 visits to confirm". */
export function Need({
  icon,
  children,
  isUrgent,
}: {
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly isUrgent?: boolean;
}) {
  return (
    <li className={isUrgent ? 'oc-need oc-need--urgent' : 'oc-need'}>
      <Icon name={icon} size={22} />
      <span>{children}</span>
    </li>
  );
}

export function Needs({ children }: { readonly children: ReactNode }) {
  return <ul className="oc-needs">{children}</ul>;
}

export interface MorePagesProps {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** The page’s own address with everything but the place in the list. */
  readonly path: string;
  readonly isFirst: boolean;
  readonly label: string;
}

/** On to the next page of a list, and back to its beginning. */
export function MorePages({ pageInfo, path, isFirst, label }: MorePagesProps) {
  if (isFirst && !pageInfo.hasNextPage) return null;
  const joint = path.includes('?') ? '&' : '?';
  return (
    <Pagination
      landmarkLabel={label}
      previous={isFirst ? undefined : { href: path, text: 'Back to the first page' }}
      next={
        pageInfo.hasNextPage && pageInfo.endCursor !== null
          ? { href: `${path}${joint}after=${encodeURIComponent(pageInfo.endCursor)}`, text: 'Next page' }
          : undefined
      }
    />
  );
}

export interface View {
  readonly href: string;
  readonly text: string;
  readonly current: boolean;
}

/** The same list seen in several ways, such as "New" and "All". */
export function Views({ label, views }: { readonly label: string; readonly views: readonly View[] }) {
  return (
    <nav className="oc-views" aria-label={label}>
      <ul className="oc-views__list">
        {views.map((view) => (
          <li key={view.href}>
            <Anchor
              className={view.current ? 'oc-views__link oc-views__link--current' : 'oc-views__link'}
              href={view.href}
              attributes={view.current ? { 'aria-current': 'page' } : undefined}
            >
              {view.text}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}
