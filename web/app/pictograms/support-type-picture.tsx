import { Icon } from './icon.js';
import { supportTypeIcons } from './shapes.generated.js';

const groups = {
  'at-home': 'home',
  'out-and-about': 'out',
  breaks: 'breaks',
  'learning-and-work': 'learning',
  'things-and-home': 'things',
  'money-and-planning': 'money',
} as const;

/** The slugs of support types that have a picture of their own. */
export const picturedSupportTypes: readonly string[] = Object.keys(supportTypeIcons);

export interface SupportTypePictureProps {
  /** Slug of the support type; one we have not drawn gets the general picture. */
  readonly supportType: string;
  /** Group of the support type, such as `at-home`; it gives the tile its colour. */
  readonly group?: string | undefined;
  readonly size?: 'small' | 'medium' | 'large' | undefined;
}

const pixels = { small: 24, medium: 32, large: 44 } as const;

/** One picture for each kind of support, all from the same hand. Decorative: the name stands beside it. */
export function SupportTypePicture({ supportType, group, size = 'medium' }: SupportTypePictureProps) {
  const tint = Object.hasOwn(groups, group ?? '') ? groups[group as keyof typeof groups] : 'plain';
  return (
    <span className={`oc-picture oc-picture--${size} oc-picture--${tint}`} aria-hidden="true">
      <Icon name={supportTypeIcons[supportType] ?? 'hand-helping'} size={pixels[size]} />
    </span>
  );
}
