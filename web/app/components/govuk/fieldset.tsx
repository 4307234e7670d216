import type { ReactNode } from 'react';
import { classNames, type SomeAttributes } from './shared.js';

export interface LegendOptions {
  readonly className?: string | undefined;
  readonly isPageHeading?: boolean | undefined;
}

export interface FieldsetProps {
  readonly legend?: ReactNode;
  readonly legendOptions?: LegendOptions | undefined;
  readonly describedBy?: string | undefined;
  readonly role?: string | undefined;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
  readonly children?: ReactNode;
}

/** Fields that belong together, named by their legend. */
export function Fieldset({ legend, legendOptions, describedBy, role, className, attributes, children }: FieldsetProps) {
  return (
    <fieldset
      className={classNames('govuk-fieldset', className)}
      role={role}
      aria-describedby={describedBy}
      {...attributes}
    >
      {legend ? (
        <legend className={classNames('govuk-fieldset__legend', legendOptions?.className)}>
          {legendOptions?.isPageHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
      ) : null}
      {children}
    </fieldset>
  );
}
