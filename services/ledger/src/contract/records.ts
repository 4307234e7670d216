/** What this room holds about people, for each of them alone: `PersonRecords` (docs/adr/0054). */
export const LEDGER_RECORDS = Symbol('LedgerRecords');
