/** Which columns a link covers, in this order; a new column of ledger.transfer makes a new form. */
export const SEALED_COLUMNS = [
  'council_id',
  'id',
  'position',
  'posting_group',
  'kind',
  'from_account',
  'from_kind',
  'to_account',
  'to_kind',
  'amount_pence',
  'budget_id',
  'hold_id',
  'order_id',
  'effective_on',
  'recorded_at',
  'actor_id',
  'on_behalf_of',
  'mandate_id',
  'available_after_pence',
] as const;

const FORM = 'owncourse-ledger-1';

/** One transfer on its way into the chain: text of every column in the order of SEALED_COLUMNS. */
export interface SealedTransfer {
  readonly councilId: string;
  /** 1 for a council's first. */
  readonly sequence: bigint;
  readonly fields: readonly (string | null)[];
}

/**
 * What a link's code is made of. JSON keeps the fields apart, so that no two transfers read the same.
 * @param before the code of the link before in hex; empty for the first
 */
export function chainText(before: string, { councilId, sequence, fields }: SealedTransfer): string {
  if (fields.length !== SEALED_COLUMNS.length)
    throw new Error(`A transfer has ${SEALED_COLUMNS.length} columns to seal, not ${fields.length}.`);
  return JSON.stringify([FORM, councilId, sequence.toString(), before, ...fields]);
}
