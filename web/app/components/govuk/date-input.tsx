import { Fieldset } from './fieldset.js';
import { FormGroup, HintAndError } from './form-group.js';
import type { ChoicesProps } from './choices.js';
import { classNames, describedByIds, type SomeAttributes } from './shared.js';
import { TextInput } from './text-input.js';

export interface DatePart {
  /** Such as "day"; the field is called `namePrefix-day`. */
  readonly name: string;
  readonly label?: string | undefined;
  readonly value?: string | undefined;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  readonly autoComplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | undefined;
  /** Marks just this part as wrong; with none marked, an error marks all. */
  readonly hasError?: boolean | undefined;
  readonly attributes?: SomeAttributes | undefined;
}

export interface DateInputProps extends Pick<
  ChoicesProps,
  'hint' | 'hintOptions' | 'error' | 'errorOptions' | 'formGroup' | 'fieldset' | 'className' | 'attributes'
> {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  /** What each part shows at first, by its full field name. */
  readonly values?: Readonly<Record<string, string | undefined>> | undefined;
  readonly parts?: readonly DatePart[] | undefined;
}

const dayMonthYear: readonly DatePart[] = [{ name: 'day' }, { name: 'month' }, { name: 'year' }];

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function partClassName(part: DatePart, marksAll: boolean): string {
  const own = part.className ?? '';
  const needsError =
    !own.includes('govuk-input--error') && (part.hasError === true || (part.hasError !== false && marksAll));
  const needsWidth = !own.includes('govuk-input--width-');
  return classNames(
    'govuk-date-input__input',
    needsError && 'govuk-input--error',
    needsWidth && `govuk-input--width-${part.name === 'year' ? 4 : 2}`,
    own,
  );
}

/** Day, month and year as three short fields; easier than a calendar for a date people know. */
export function DateInput(props: DateInputProps) {
  const { id, namePrefix, values, parts = dayMonthYear, hint, error, fieldset, formGroup } = props;
  const someMarked = parts.some((part) => part.hasError ?? part.className?.includes('govuk-input--error') ?? false);
  const describedBy = describedByIds(fieldset?.describedBy, hint ? `${id}-hint` : null, error ? `${id}-error` : null);
  const inner = (
    <>
      <HintAndError
        idPrefix={id}
        hint={hint}
        hintOptions={props.hintOptions}
        error={error}
        errorOptions={props.errorOptions}
      />
      <div className={classNames('govuk-date-input', props.className)} id={id} {...props.attributes}>
        {formGroup?.before}
        {parts.map((part) => {
          const fieldName = namePrefix ? `${namePrefix}-${part.name}` : part.name;
          return (
            <div className="govuk-date-input__item" key={part.name}>
              <TextInput
                label={part.label ?? capitalised(part.name)}
                labelOptions={{ className: 'govuk-date-input__label' }}
                id={part.id ?? `${id}-${part.name}`}
                className={partClassName(part, Boolean(error) && !someMarked)}
                name={fieldName}
                value={part.value ?? values?.[fieldName]}
                inputMode={part.inputMode ?? 'numeric'}
                autoComplete={part.autoComplete}
                pattern={part.pattern}
                attributes={part.attributes}
              />
            </div>
          );
        })}
        {formGroup?.after}
      </div>
    </>
  );
  return (
    <FormGroup hasError={Boolean(error)} className={formGroup?.className} attributes={formGroup?.attributes}>
      {fieldset ? (
        <Fieldset {...fieldset} role="group" describedBy={describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}
