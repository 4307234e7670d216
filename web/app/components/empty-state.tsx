import type { ReactNode } from 'react';
import { Icon, type IconName } from '../pictograms/icon.js';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly headingLevel?: 2 | 3 | undefined;
  /** What to do next: words and a link or a button. */
  readonly children: ReactNode;
}

/** Nothing here yet, why, and what to do next. */
export function EmptyState({ icon, title, headingLevel = 2, children }: EmptyStateProps) {
  const Title = `h${headingLevel}` as const;
  return (
    <div className="oc-empty">
      <span className="oc-empty__picture" aria-hidden="true">
        <Icon name={icon} size={40} />
      </span>
      <div>
        <Title className="govuk-heading-m">{title}</Title>
        {children}
      </div>
    </div>
  );
}
