import { FormGroup, HintAndError, Label, type FieldProps } from './form-group.js';
import { classNames, describedByIds, type SomeAttributes } from './shared.js';

export interface SelectItem {
  readonly text: string;
  /** The text is sent when there is no value. */
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface SelectProps extends FieldProps {
  readonly items: readonly SelectItem[];
  /** The value (or text) chosen at first. */
  readonly value?: string | undefined;
}

/** One choice out of a list that is too long for radios. */
export function Select(props: SelectProps) {
  const { name, id = name, label, labelOptions, hint, error, formGroup, items } = props;
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
      <select
        className={classNames('govuk-select', props.className, error ? 'govuk-select--error' : null)}
        id={id}
        name={name}
        disabled={props.disabled}
        autoComplete={props.autoComplete}
        defaultValue={props.value}
        aria-describedby={describedByIds(props.describedBy, hint ? `${id}-hint` : null, error ? `${id}-error` : null)}
        {...props.attributes}
      >
        {items.map((item) => (
          <option key={item.value ?? item.text} value={item.value} disabled={item.disabled} {...item.attributes}>
            {item.text}
          </option>
        ))}
      </select>
      {formGroup?.after}
    </FormGroup>
  );
}
