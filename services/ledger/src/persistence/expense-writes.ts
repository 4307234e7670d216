import { statement } from '@owncourse/kernel/contract';

/** Locks the mandate that lets the actor pay for the person of a budget. Refuses NO_MANDATE and NOT_FOUND. */
export const PAYING_FOR = statement('ledger.paying-for', 'select ledger.paying_for($1, $2, $3)');
export const ADD_RECEIPT = statement('ledger.add-receipt', 'select ledger.add_receipt($1, $2, $3, $4, $5, $6)');
