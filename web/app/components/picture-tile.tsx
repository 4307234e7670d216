import { SupportTypePicture } from '../pictograms/support-type-picture.js';
import { Anchor } from './govuk/shared.js';

export interface PictureTileProps {
  readonly href: string;
  readonly supportType: string;
  readonly group?: string | undefined;
  readonly text: string;
}

/** A big target with a picture and the name of a kind of support. */
export function PictureTile({ href, supportType, group, text }: PictureTileProps) {
  return (
    <li className="oc-tile">
      <Anchor className="oc-tile__link" href={href}>
        <SupportTypePicture supportType={supportType} group={group} size="large" />
        <span className="oc-tile__text">{text}</span>
      </Anchor>
    </li>
  );
}

/** The grid that picture tiles stand in. */
export function PictureTiles({ children }: { readonly children: React.ReactNode }) {
  return <ul className="oc-tiles">{children}</ul>;
}
