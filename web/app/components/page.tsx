import type { ReactNode } from 'react';
import { classNames } from './govuk/shared.js';

export interface PageProps {
  /** A `BackLink` or `Breadcrumbs`. */
  readonly before?: ReactNode;
  /** `reading` keeps lines short; `wide` is for lists and tables. */
  readonly width?: 'reading' | 'wide' | undefined;
  readonly children: ReactNode;
}

/** The frame of a page's own content, inside the site's header and footer. */
export function Page({ before, width = 'reading', children }: PageProps) {
  return (
    <div className="govuk-width-container">
      {before}
      <div className="govuk-main-wrapper">
        {width === 'wide' ? (
          children
        ) : (
          <div className="govuk-grid-row">
            <div className={classNames('govuk-grid-column-two-thirds')}>{children}</div>
          </div>
        )}
      </div>
    </div>
  );
}
