import type { ReactNode } from 'react';
import type { PartOptions } from './form-group.js';
import { Anchor, classNames, Heading, type SomeAttributes } from './shared.js';

export interface SummaryAction {
  readonly text: ReactNode;
  readonly href: string;
  /** Which thing the link changes, for people who hear links out of context. */
  readonly visuallyHiddenText?: string | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface SummaryRow {
  readonly key: ReactNode;
  readonly keyClassName?: string | undefined;
  readonly value: ReactNode;
  readonly valueClassName?: string | undefined;
  readonly className?: string | undefined;
  readonly actions?: readonly SummaryAction[] | undefined;
  readonly actionsClassName?: string | undefined;
}

export interface SummaryCard extends PartOptions {
  readonly title?: ReactNode;
  readonly titleClassName?: string | undefined;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  readonly actions?: readonly SummaryAction[] | undefined;
  readonly actionsClassName?: string | undefined;
}

export interface SummaryListProps {
  readonly rows: readonly SummaryRow[];
  readonly card?: SummaryCard | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

function ActionLink({ action, cardTitle }: { readonly action: SummaryAction; readonly cardTitle: ReactNode }) {
  return (
    <Anchor className={classNames('govuk-link', action.className)} href={action.href} attributes={action.attributes}>
      {action.text}
      {action.visuallyHiddenText || cardTitle ? (
        <span className="govuk-visually-hidden">
          {action.visuallyHiddenText ? ` ${action.visuallyHiddenText}` : null}
          {cardTitle ? <> ({cardTitle})</> : null}
        </span>
      ) : null}
    </Anchor>
  );
}

function RowActions({ row, cardTitle }: { readonly row: SummaryRow; readonly cardTitle: ReactNode }) {
  const actions = row.actions ?? [];
  const [only] = actions;
  if (!only) return null;
  return (
    <dd className={classNames('govuk-summary-list__actions', row.actionsClassName)}>
      {actions.length === 1 ? (
        <ActionLink action={only} cardTitle={cardTitle} />
      ) : (
        <ul className="govuk-summary-list__actions-list">
          {actions.map((action, index) => (
            <li key={index} className="govuk-summary-list__actions-list-item">
              <ActionLink action={action} cardTitle={cardTitle} />
            </li>
          ))}
        </ul>
      )}
    </dd>
  );
}

function CardFrame({ card, children }: { readonly card: SummaryCard; readonly children: ReactNode }) {
  const actions = card.actions ?? [];
  const [only] = actions;
  const actionsClassName = classNames('govuk-summary-card__actions', card.actionsClassName);
  return (
    <div className={classNames('govuk-summary-card', card.className)} {...card.attributes}>
      <div className="govuk-summary-card__title-wrapper">
        {card.title ? (
          <Heading
            level={card.headingLevel ?? 2}
            className={classNames('govuk-summary-card__title', card.titleClassName)}
          >
            {card.title}
          </Heading>
        ) : null}
        {only && actions.length === 1 ? (
          <div className={actionsClassName}>
            <ActionLink action={only} cardTitle={card.title} />
          </div>
        ) : null}
        {actions.length > 1 ? (
          <ul className={actionsClassName}>
            {actions.map((action, index) => (
              <li key={index} className="govuk-summary-card__action">
                <ActionLink action={action} cardTitle={card.title} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="govuk-summary-card__content">{children}</div>
    </div>
  );
}

/** Facts with their names, each with a way to change it. */
export function SummaryList({ rows, card, className, attributes }: SummaryListProps) {
  const anyActions = rows.some((row) => (row.actions?.length ?? 0) > 0);
  const list = (
    <dl className={classNames('govuk-summary-list', className)} {...attributes}>
      {rows.map((row, index) => (
        <div
          key={index}
          className={classNames(
            'govuk-summary-list__row',
            anyActions && !row.actions && 'govuk-summary-list__row--no-actions',
            row.className,
          )}
        >
          <dt className={classNames('govuk-summary-list__key', row.keyClassName)}>{row.key}</dt>
          <dd className={classNames('govuk-summary-list__value', row.valueClassName)}>{row.value}</dd>
          <RowActions row={row} cardTitle={card?.title} />
        </div>
      ))}
    </dl>
  );
  return card ? <CardFrame card={card}>{list}</CardFrame> : list;
}
