import type { Pence } from '@owncourse/kernel/contract';
import type { FundHeldRow } from '../persistence/holder.repository.js';

export interface FundView {
  /** The budget's id and the day from which it was held. */
  readonly id: string;
  readonly personName: string;
  /** The reader's own organisation. */
  readonly holderName: string;
  readonly fromDate: string;
  readonly untilDate: string | null;
  readonly cameInPence: Pence;
  readonly boughtPence: Pence;
  readonly leftPence: Pence | null;
}

export function fundView(row: FundHeldRow): FundView {
  return {
    id: `${row.budget_id}-${row.from_on}`,
    personName: row.person_name ?? '',
    holderName: row.holder_name ?? '',
    fromDate: row.from_on,
    untilDate: row.until_on,
    cameInPence: row.came_in_pence,
    boughtPence: row.bought_pence,
    leftPence: row.left_pence,
  };
}
