import type { ReactNode } from 'react';
import { Anchor, classNames, type SomeAttributes } from './shared.js';

export interface Breadcrumb {
  readonly text: ReactNode;
  /** Left out for the page people are on. */
  readonly href?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface BreadcrumbsProps {
  readonly items: readonly Breadcrumb[];
  readonly collapseOnMobile?: boolean | undefined;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** Where this page lies. */
export function Breadcrumbs({
  items,
  collapseOnMobile,
  label = 'Breadcrumb',
  className,
  attributes,
}: BreadcrumbsProps) {
  return (
    <nav
      className={classNames(
        'govuk-breadcrumbs',
        className,
        collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
      )}
      aria-label={label}
      {...attributes}
    >
      <ol className="govuk-breadcrumbs__list">
        {items.map((item, index) =>
          item.href ? (
            <li key={index} className="govuk-breadcrumbs__list-item">
              <Anchor className="govuk-breadcrumbs__link" href={item.href} attributes={item.attributes}>
                {item.text}
              </Anchor>
            </li>
          ) : (
            <li key={index} className="govuk-breadcrumbs__list-item" aria-current="page">
              {item.text}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
