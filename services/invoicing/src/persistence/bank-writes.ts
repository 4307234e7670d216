import { type Queries, statement } from '@owncourse/kernel/contract';

const ENTER = statement(
  'invoicing.enter-bank-details',
  'select * from invoicing.enter_bank_details($1, $2, $3, $4, $5, $6, $7, $8)',
);
const CALL_BACK = statement(
  'invoicing.record-call-back',
  'select invoicing.record_call_back($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const DECIDE = statement(
  'invoicing.decide-bank-check',
  'select * from invoicing.decide_bank_check($1, $2, $3, $4, $5, $6)',
);

export interface NewBankDetails {
  readonly providerId: string;
  readonly id: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly on: string;
  readonly at: Date;
  readonly actorId: string;
}

/** Refuses SAME_BANK_DETAILS. @returns the councils that have to look at them */
export async function insertBankDetails(
  queries: Queries,
  details: NewBankDetails,
): Promise<{ council_id: string; hold_id: string; entered_before_by: string | null }[]> {
  const { providerId, id, sortCode, accountNumber, accountName, on, at, actorId } = details;
  return queries.query(ENTER, [providerId, id, sortCode, accountNumber, accountName, on, at, actorId]);
}

export interface NewCallBack {
  readonly councilId: string;
  readonly id: string;
  readonly detailsId: string;
  readonly calledOn: string;
  readonly number: string;
  readonly knownFrom: string;
  readonly spokenTo: string;
  readonly at: Date;
  readonly actorId: string;
}

/** Refuses NOT_FOUND, BANK_DETAILS_CHANGED, WRONG_STATE. */
export function insertCallBack(queries: Queries, call: NewCallBack): Promise<unknown> {
  const { councilId, id, detailsId, calledOn, number, knownFrom, spokenTo, at, actorId } = call;
  return queries.query(CALL_BACK, [councilId, id, detailsId, calledOn, number, knownFrom, spokenTo, at, actorId]);
}

/** Refuses NOT_FOUND, SAME_OFFICER, WRONG_STATE, BANK_DETAILS_CHANGED. @returns the provider, and what waited */
export async function decideBankCheck(
  queries: Queries,
  decision: { councilId: string; id: string; agree: boolean; reason: string | null; at: Date; actorId: string },
): Promise<{ provider_id: string; hold_id: string }> {
  const { councilId, id, agree, reason, at, actorId } = decision;
  const [row] = await queries.query<{ provider_id: string; hold_id: string }>(DECIDE, [
    councilId,
    id,
    agree,
    reason,
    at,
    actorId,
  ]);
  if (!row) throw new Error('A decision gave no row.');
  return row;
}
