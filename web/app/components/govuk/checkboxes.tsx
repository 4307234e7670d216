import { Choices, type ChoicesProps } from './choices.js';

export interface CheckboxesProps extends ChoicesProps {
  /** The values chosen at first. */
  readonly values?: readonly string[] | undefined;
}

/** Any number of choices out of a few. */
export function Checkboxes({ values, ...props }: CheckboxesProps) {
  return <Choices kind="checkboxes" isChosen={(item) => values?.includes(item.value) ?? false} {...props} />;
}
