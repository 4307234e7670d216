import { FormGroup, HintAndError, Label, type FieldProps } from './form-group.js';
import { classNames, describedByIds } from './shared.js';

export interface FileUploadProps extends FieldProps {
  /** What the chooser offers first, such as ".csv,text/csv". */
  readonly accept?: string | undefined;
}

/** Chooses one file. Its form has to be `multipart/form-data`. */
export function FileUpload(props: FileUploadProps) {
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
      <input
        className={classNames('govuk-file-upload', props.className, error ? 'govuk-file-upload--error' : null)}
        id={id}
        name={name}
        type="file"
        accept={props.accept}
        disabled={props.disabled}
        aria-describedby={describedByIds(props.describedBy, hint ? `${id}-hint` : null, error ? `${id}-error` : null)}
        {...props.attributes}
      />
    </FormGroup>
  );
}
