import type { ReactNode } from 'react';
import { Anchor, classNames, Heading, type SomeAttributes } from './shared.js';

interface TextPart {
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** Something that may cost people money or a right if they miss it. */
export function Warning({
  iconFallbackText = 'Warning',
  children,
  className,
  attributes,
}: TextPart & { readonly iconFallbackText?: string | undefined }) {
  return (
    <div className={classNames('govuk-warning-text', className)} {...attributes}>
      <span className="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong className="govuk-warning-text__text">
        <span className="govuk-visually-hidden">{iconFallbackText}</span> {children}
      </strong>
    </div>
  );
}

/** A quotation or an example, set apart. */
export function InsetText({ id, children, className, attributes }: TextPart & { readonly id?: string | undefined }) {
  return (
    <div id={id} className={classNames('govuk-inset-text', className)} {...attributes}>
      {children}
    </div>
  );
}

/** More to read for those who want it; opens without script. */
export function Details({
  summary,
  id,
  open,
  children,
  className,
  attributes,
}: TextPart & {
  readonly summary: ReactNode;
  readonly id?: string | undefined;
  readonly open?: boolean | undefined;
}) {
  return (
    <details id={id} className={classNames('govuk-details', className)} {...attributes} open={open}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{summary}</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}

/** The end of a journey: what has been done, large. */
export function Panel({
  title,
  headingLevel = 1,
  children,
  className,
  attributes,
}: TextPart & {
  readonly title: ReactNode;
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
}) {
  return (
    <div className={classNames('govuk-panel govuk-panel--confirmation', className)} {...attributes}>
      <Heading level={headingLevel} className="govuk-panel__title">
        {title}
      </Heading>
      {children ? <div className="govuk-panel__body">{children}</div> : null}
    </div>
  );
}

/** The way back; always safe, nothing is lost. */
export function BackLink({ href, children = 'Back', className, attributes }: TextPart & { readonly href: string }) {
  return (
    <Anchor href={href} className={classNames('govuk-back-link', className)} attributes={attributes}>
      {children}
    </Anchor>
  );
}

/** First thing on the page: jumps over the header with the keyboard. */
export function SkipLink({
  href = '#main-content',
  children,
  className,
  attributes,
}: TextPart & { readonly href?: string | undefined }) {
  return (
    <a href={href} className={classNames('govuk-skip-link', className)} data-module="govuk-skip-link" {...attributes}>
      {children}
    </a>
  );
}
