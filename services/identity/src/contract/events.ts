/** What identity tells the rest of the house. Ids only; version 1. */
export const MANDATE_GRANTED = 'identity.mandate-granted';
export const MANDATE_ENDED = 'identity.mandate-ended';

/** Of both. `councilId` of the envelope is null for somebody whom no council funds. */
export interface MandateChanged {
  readonly mandateId: string;
  /** Who gave it. */
  readonly personId: string;
}
