const OUTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)$/;
const WHOLE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;

function tight(postcode: string | null | undefined): string {
  return (postcode ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The outward part of a whole or outward postcode; what cannot be one comes back as it is, to be unknown. */
export function outcodeOf(postcode: string | null | undefined): string | null {
  const typed = tight(postcode);
  if (typed === '') return null;
  return WHOLE.exec(typed)?.[1] ?? OUTCODE.exec(typed)?.[1] ?? typed;
}

/** A whole postcode as it is written on an envelope, "MB1 2AB", however it was typed; null for what cannot be one. */
export function wholePostcode(postcode: string | null | undefined): string | null {
  const [, outward, inward] = WHOLE.exec(tight(postcode)) ?? [];
  return outward === undefined || inward === undefined ? null : `${outward} ${inward}`;
}
