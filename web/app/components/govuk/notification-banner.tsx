import { useId, type ReactNode } from 'react';
import { classNames, Heading, type SomeAttributes } from './shared.js';

export interface NotificationBannerProps {
  readonly kind?: 'success' | undefined;
  readonly title?: ReactNode;
  readonly titleId?: string | undefined;
  readonly titleHeadingLevel?: 2 | 3 | 4 | 5 | undefined;
  readonly role?: string | undefined;
  /** One line, shown large. */
  readonly text?: ReactNode;
  /** Anything longer. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

/** Something that has just happened, or that people must know before they go on. */
export function NotificationBanner(props: NotificationBannerProps) {
  const { kind, className, attributes, text, children } = props;
  const generatedId = useId();
  const titleId = props.titleId ?? generatedId;
  const title = props.title ?? (kind === 'success' ? 'Done' : 'Important');
  return (
    <div
      className={classNames('govuk-notification-banner', kind && `govuk-notification-banner--${kind}`, className)}
      role={props.role ?? (kind === 'success' ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      {...attributes}
    >
      <div className="govuk-notification-banner__header">
        <Heading level={props.titleHeadingLevel ?? 2} className="govuk-notification-banner__title" id={titleId}>
          {title}
        </Heading>
      </div>
      <div className="govuk-notification-banner__content">
        {text ? <p className="govuk-notification-banner__heading">{text}</p> : children}
      </div>
    </div>
  );
}
