import type { PhotoPartsFragment } from '../generated/graphql.js';

/** Photos in a row that wraps; small ones for small screens. Nothing where there are none. */
export function Photos({ photos }: { readonly photos: readonly PhotoPartsFragment[] }) {
  if (photos.length === 0) return null;
  return (
    <ul className="oc-photos" aria-label="Photos">
      {photos.map(({ id, alt, smallPath, widePath, width, height }) => (
        <li key={id} className="oc-photos__item">
          <img
            className="oc-photos__picture"
            src={smallPath}
            srcSet={`${smallPath} ${Math.min(width, 400)}w, ${widePath} ${Math.max(width, 401)}w`}
            sizes="(max-width: 640px) 100vw, 320px"
            width={width}
            height={height}
            alt={alt}
            loading="lazy"
          />
        </li>
      ))}
    </ul>
  );
}
