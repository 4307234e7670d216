import { statement } from '@owncourse/kernel/contract';

/** Both lock the budget. Refuse NOT_FOUND, NO_MANDATE, NOT_PERMITTED, WRONG_STATE; the first BANK_SUM_DIFFERS too. */
export const EXPLAIN = statement(
  'ledger.explain-bank-line',
  'select ledger.explain_bank_line($1, $2, $3, $4, $5, $6, $7)',
);
export const UNDO = statement('ledger.undo-bank-explanation', 'select ledger.undo_bank_explanation($1, $2, $3, $4)');
