import { FormGroup, HintAndError, Label, type FieldProps } from './form-group.js';
import { classNames, describedByIds } from './shared.js';

export interface TextareaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const { name, id = name, label, labelOptions, hint, error, formGroup } = props;
  return (
    <FormGroup hasError={Boolean(error)} className={formGroup?.className} attributes={formGroup?.attributes}>
      <Label htmlFor={id} {...labelOptions}>
        {label}
      </Label>
      <HintAndError
        idPrefix={id}
        hint={hint}
        hintOptions={props.hintOptions}
        error={error}
        errorOptions={props.errorOptions}
      />
      {formGroup?.before}
      <textarea
        className={classNames('govuk-textarea', error ? 'govuk-textarea--error' : null, props.className)}
        id={id}
        name={name}
        rows={props.rows ?? 5}
        spellCheck={props.spellCheck}
        disabled={props.disabled}
        aria-describedby={describedByIds(props.describedBy, hint ? `${id}-hint` : null, error ? `${id}-error` : null)}
        autoComplete={props.autoComplete}
        defaultValue={props.value}
        {...props.attributes}
      />
      {formGroup?.after}
    </FormGroup>
  );
}
