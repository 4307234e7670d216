import type { ReactNode } from 'react';
import { FormGroup, HintAndError, Label, type FieldProps, type PartOptions } from './form-group.js';
import { classNames, describedByIds } from './shared.js';

export interface AffixOptions extends PartOptions {
  readonly content: ReactNode;
}

export interface TextInputProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'search' | 'number' | 'url' | undefined;
  readonly value?: string | undefined;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' | 'search' | 'url' | undefined;
  readonly autoCapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly prefix?: AffixOptions | undefined;
  readonly suffix?: AffixOptions | undefined;
  readonly wrapper?: PartOptions | undefined;
}

function Affix({ side, affix }: { readonly side: 'prefix' | 'suffix'; readonly affix: AffixOptions | undefined }) {
  if (!affix?.content) return null;
  return (
    <div className={classNames(`govuk-input__${side}`, affix.className)} aria-hidden="true" {...affix.attributes}>
      {affix.content}
    </div>
  );
}

/** One line of text. `value` is what the field shows at first; the form sends what stands there. */
export function TextInput(props: TextInputProps) {
  const { name, id = name, label, labelOptions, hint, error, formGroup, prefix, suffix, wrapper } = props;
  const input = (
    <input
      className={classNames('govuk-input', props.className, error ? 'govuk-input--error' : null)}
      id={id}
      name={name}
      type={props.type ?? 'text'}
      spellCheck={props.spellCheck}
      defaultValue={props.value}
      disabled={props.disabled}
      aria-describedby={describedByIds(props.describedBy, hint ? `${id}-hint` : null, error ? `${id}-error` : null)}
      autoComplete={props.autoComplete}
      autoCapitalize={props.autoCapitalize}
      pattern={props.pattern}
      inputMode={props.inputMode}
      {...props.attributes}
    />
  );
  const isWrapped = Boolean(prefix?.content ?? suffix?.content ?? formGroup?.before ?? formGroup?.after);
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
      {isWrapped ? (
        <div className={classNames('govuk-input__wrapper', wrapper?.className)} {...wrapper?.attributes}>
          {formGroup?.before}
          <Affix side="prefix" affix={prefix} />
          {input}
          <Affix side="suffix" affix={suffix} />
          {formGroup?.after}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
