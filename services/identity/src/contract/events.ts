/** What identity tells the rest of the house. Ids only; version 1. */
export const MANDATE_GRANTED = 'identity.mandate-granted';
export const MANDATE_ENDED = 'identity.mandate-ended';

export const MANDATE_ENDS_SOON = 'identity.mandate-ends-soon';
/** Its last day is over; nobody ended it. */
export const MANDATE_EXPIRED = 'identity.mandate-expired';
export const CONFLICT_DECLARED = 'identity.conflict-declared';
/** A person asks, in private, about somebody who acts for them. */
export const MANDATE_QUESTIONED = 'identity.mandate-questioned';

/** Of all. `councilId` of the envelope is null for somebody whom no council funds. */
export interface MandateChanged {
  readonly mandateId: string;
  /** Who gave it. */
  readonly personId: string;
  /** Of mandate-ended: the one who held it is not told. */
  readonly inPrivate?: boolean;
}

/** Somebody asked to join with an address that nobody has: whoever reads it is sent the link. */
export const JOINING_ASKED = 'identity.joining-asked';
/** The same with an address that is somebody's already: they are told, and nothing was made. */
export const JOINING_KNOWN = 'identity.joining-known';
export const JOINING_CONFIRMED = 'identity.joining-confirmed';

/** Of the first two, version 1. The third has `personId` alone. */
export interface JoiningAsked {
  /** Whose address it is, or will be. */
  readonly personId: string;
  /** Of the link; null where the address is known. Worth nothing without the password that was chosen. */
  readonly token: string | null;
}
