import { Choices, type ChoicesProps } from './choices.js';

export interface RadiosProps extends Omit<ChoicesProps, 'describedBy'> {
  /** The value chosen at first. */
  readonly value?: string | undefined;
}

/** One choice out of a few. */
export function Radios({ value, ...props }: RadiosProps) {
  return (
    <Choices
      kind="radios"
      isChosen={(item) => value !== undefined && value !== '' && item.value === value}
      {...props}
    />
  );
}
