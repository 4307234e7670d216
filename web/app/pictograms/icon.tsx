import { createElement } from 'react';
import { shapes, type Shape } from './shapes.generated.js';

export type IconName = keyof typeof shapes;

/** A line drawing on a 24 × 24 field. Always decorative: the words stand beside it. */
export function Icon({
  name,
  size = 24,
  className = 'oc-icon',
}: {
  readonly name: IconName;
  /** Width and height in pixels. */
  readonly size?: number;
  readonly className?: string;
}) {
  const drawn: readonly Shape[] = shapes[name];
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawn.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}
