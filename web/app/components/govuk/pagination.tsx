import type { ReactNode } from 'react';
import { Anchor, classNames, type SomeAttributes } from './shared.js';

export interface PageLink {
  readonly href: string;
  readonly text?: ReactNode;
  /** What the page holds; only where there are no page numbers. */
  readonly label?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface PageNumber {
  readonly number: number | string;
  readonly href: string;
  readonly current?: boolean | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface PaginationProps {
  readonly previous?: PageLink | undefined;
  readonly next?: PageLink | undefined;
  readonly items?: readonly (PageNumber | 'ellipsis')[] | undefined;
  readonly landmarkLabel?: string | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const;

function Arrow({ direction }: { readonly direction: 'prev' | 'next' }) {
  return (
    <svg
      className={`govuk-pagination__icon govuk-pagination__icon--${direction}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={arrows[direction]} />
    </svg>
  );
}

function Step({
  link,
  direction,
  isBlock,
}: {
  readonly link: PageLink;
  readonly direction: 'prev' | 'next';
  readonly isBlock: boolean;
}) {
  const usual = direction === 'prev' ? 'Previous' : 'Next';
  const arrowFirst = isBlock || direction === 'prev';
  return (
    <div className={`govuk-pagination__${direction}`}>
      <Anchor
        className="govuk-link govuk-pagination__link"
        href={link.href}
        attributes={{ rel: direction, ...link.attributes }}
      >
        {arrowFirst ? <Arrow direction={direction} /> : null}{' '}
        <span
          className={classNames(
            'govuk-pagination__link-title',
            isBlock && !link.label && 'govuk-pagination__link-title--decorated',
          )}
        >
          {link.text ?? (
            <>
              {usual}
              <span className="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>{' '}
        {link.label && isBlock ? (
          <>
            <span className="govuk-visually-hidden">:</span>{' '}
            <span className="govuk-pagination__link-label">{link.label}</span>
          </>
        ) : null}
        {arrowFirst ? null : <Arrow direction={direction} />}
      </Anchor>
    </div>
  );
}

/** Ways to the pages before and after. */
export function Pagination({
  previous,
  next,
  items,
  landmarkLabel = 'Pagination',
  className,
  attributes,
}: PaginationProps) {
  const isBlock = !items && Boolean(next ?? previous);
  return (
    <nav
      className={classNames('govuk-pagination', isBlock && 'govuk-pagination--block', className)}
      aria-label={landmarkLabel}
      {...attributes}
    >
      {previous ? <Step link={previous} direction="prev" isBlock={isBlock} /> : null}
      {items ? (
        <ul className="govuk-pagination__list">
          {items.map((item, index) =>
            item === 'ellipsis' ? (
              <li key={index} className="govuk-pagination__item govuk-pagination__item--ellipsis">
                ⋯
              </li>
            ) : (
              <li
                key={index}
                className={classNames('govuk-pagination__item', item.current && 'govuk-pagination__item--current')}
              >
                <Anchor
                  className="govuk-link govuk-pagination__link"
                  href={item.href}
                  attributes={{
                    'aria-label': item.visuallyHiddenText ?? `Page ${item.number}`,
                    'aria-current': item.current ? 'page' : undefined,
                    ...item.attributes,
                  }}
                >
                  {item.number}
                </Anchor>
              </li>
            ),
          )}
        </ul>
      ) : null}
      {next ? <Step link={next} direction="next" isBlock={isBlock} /> : null}
    </nav>
  );
}
