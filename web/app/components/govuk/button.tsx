import type { KeyboardEvent, ReactNode } from 'react';
import { Anchor, classNames, type SomeAttributes } from './shared.js';

interface ButtonLook {
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'secondary' | 'warning' | 'inverse' | undefined;
  readonly isStart?: boolean | undefined;
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface ButtonProps extends ButtonLook {
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** The id of the form that it sends; left out: the one it stands in. */
  readonly form?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** For `type="button"`, on pages that work without it too. */
  readonly onClick?: (() => void) | undefined;
}

export interface ButtonLinkProps extends ButtonLook {
  readonly href: string;
}

function look({ variant = 'primary', isStart, className }: ButtonLook): string {
  return classNames(
    'govuk-button',
    className,
    variant !== 'primary' && `govuk-button--${variant}`,
    isStart && 'govuk-button--start',
  );
}

function StartIcon() {
  return (
    <svg
      className="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}

/** A button that sends the form it stands in, unless `type` says otherwise. */
export function Button(props: ButtonProps) {
  const { children, type = 'submit', name, value, form, disabled, onClick, id, attributes, isStart } = props;
  return (
    <button
      type={type}
      name={name}
      value={value}
      form={form}
      disabled={disabled}
      onClick={onClick}
      aria-disabled={disabled ? 'true' : undefined}
      className={look(props)}
      data-module="govuk-button"
      id={id}
      {...attributes}
    >
      {children}
      {isStart ? <StartIcon /> : null}
    </button>
  );
}

/** People press a button with the space bar too; a link alone would not answer. */
function pressOnSpace(event: KeyboardEvent<HTMLAnchorElement>): void {
  if (event.key !== ' ') return;
  event.preventDefault();
  event.currentTarget.click();
}

/** A link that looks like a button, for going on to another page. */
export function ButtonLink(props: ButtonLinkProps) {
  const { children, href, id, attributes, isStart } = props;
  return (
    <Anchor
      href={href}
      className={look(props)}
      onKeyDown={pressOnSpace}
      attributes={{ role: 'button', draggable: 'false', 'data-module': 'govuk-button', id, ...attributes }}
    >
      {children}
      {isStart ? <StartIcon /> : null}
    </Anchor>
  );
}
