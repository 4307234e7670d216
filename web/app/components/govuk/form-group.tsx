import type { ReactNode } from 'react';
import { classNames, type SomeAttributes } from './shared.js';

export interface LabelOptions {
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
  readonly isPageHeading?: boolean | undefined;
}

export interface PartOptions {
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface ErrorOptions extends PartOptions {
  /** Said before the message by screen readers; "Error" unless given, nothing when empty. */
  readonly visuallyHiddenText?: string | undefined;
}

export interface FormGroupOptions extends PartOptions {
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

/** Props that every labelled field shares. */
export interface FieldProps {
  readonly name: string;
  /** The same as `name` unless given; errors link to it. */
  readonly id?: string | undefined;
  readonly label: ReactNode;
  readonly labelOptions?: LabelOptions | undefined;
  readonly hint?: ReactNode;
  readonly hintOptions?: PartOptions | undefined;
  /** What went wrong and what to do, in one sentence. */
  readonly error?: ReactNode;
  readonly errorOptions?: ErrorOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly describedBy?: string | undefined;
  readonly className?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly autoComplete?: string | undefined;
  readonly spellCheck?: boolean | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export function Label({
  htmlFor,
  className,
  isPageHeading,
  attributes,
  children,
}: LabelOptions & {
  readonly htmlFor?: string | undefined;
  readonly children: ReactNode;
}) {
  if (children === undefined || children === null || children === '') return null;
  const label = (
    <label className={classNames('govuk-label', className)} htmlFor={htmlFor} {...attributes}>
      {children}
    </label>
  );
  return isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label;
}

export function Hint({
  id,
  className,
  attributes,
  children,
}: PartOptions & {
  readonly id?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div id={id} className={classNames('govuk-hint', className)} {...attributes}>
      {children}
    </div>
  );
}

export function ErrorMessage({
  id,
  className,
  attributes,
  visuallyHiddenText = 'Error',
  children,
}: ErrorOptions & {
  readonly id?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <p id={id} className={classNames('govuk-error-message', className)} {...attributes}>
      {visuallyHiddenText ? (
        <>
          <span className="govuk-visually-hidden">{visuallyHiddenText}:</span> {children}
        </>
      ) : (
        children
      )}
    </p>
  );
}

export function FormGroup({
  hasError,
  className,
  attributes,
  children,
}: PartOptions & {
  readonly hasError: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={classNames('govuk-form-group', hasError && 'govuk-form-group--error', className)} {...attributes}>
      {children}
    </div>
  );
}

interface HintAndErrorProps extends Pick<FieldProps, 'hint' | 'hintOptions' | 'error' | 'errorOptions'> {
  readonly idPrefix: string;
}

/** The hint and the error that stand between a label and its field. */
export function HintAndError({ idPrefix, hint, hintOptions, error, errorOptions }: HintAndErrorProps) {
  return (
    <>
      {hint ? (
        <Hint id={`${idPrefix}-hint`} {...hintOptions}>
          {hint}
        </Hint>
      ) : null}
      {error ? (
        <ErrorMessage id={`${idPrefix}-error`} {...errorOptions}>
          {error}
        </ErrorMessage>
      ) : null}
    </>
  );
}
