import type { OptionReader } from './fixture-options.js';
import type { PartOptions } from './form-group.js';

/** Class names and attributes, which nearly every part of a component takes. */
export function part(options: OptionReader | undefined): PartOptions {
  return { className: options?.filled('classes'), attributes: options?.attributes() };
}

/** Whether a component may take the focus when it appears. */
export function autoFocus(options: OptionReader): { 'data-disable-auto-focus'?: string | undefined } {
  const disable = options.string('disableAutoFocus');
  return disable === undefined ? {} : { 'data-disable-auto-focus': disable };
}
