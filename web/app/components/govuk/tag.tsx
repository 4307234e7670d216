import type { ReactNode } from 'react';
import { classNames, type SomeAttributes } from './shared.js';

export interface TagProps {
  readonly children: ReactNode;
  readonly colour?: 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow' | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** The state of something, in a word or two. */
export function Tag({ children, colour, className, attributes }: TagProps) {
  return (
    <strong className={classNames('govuk-tag', colour && `govuk-tag--${colour}`, className)} {...attributes}>
      {children}
    </strong>
  );
}
