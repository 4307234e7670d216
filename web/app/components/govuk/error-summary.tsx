import { useEffect, useRef, type ReactNode } from 'react';
import { classNames, type SomeAttributes } from './shared.js';

export interface ErrorSummaryItem {
  readonly message: ReactNode;
  /** `#` and the field's id. */
  readonly href?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface ErrorSummaryProps {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly errors: readonly ErrorSummaryItem[];
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** Everything that has to be put right, at the top of the page, each linked to its field. Takes the focus. */
export function ErrorSummary({
  title = 'There is a problem',
  description,
  errors,
  className,
  attributes,
}: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  // Once, when it appears; PageAnnouncer does the same after each further try.
  useEffect(() => {
    box.current?.setAttribute('tabindex', '-1');
    box.current?.focus();
  }, []);
  return (
    <div
      ref={box}
      className={classNames('govuk-error-summary', className)}
      {...attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          {description ? <p>{description}</p> : null}
          {errors.length > 0 ? (
            <ul className="govuk-list govuk-error-summary__list">
              {errors.map((error, index) => (
                <li key={error.href ?? index}>
                  {error.href ? (
                    <a href={error.href} {...error.attributes}>
                      {error.message}
                    </a>
                  ) : (
                    error.message
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  );
}
