import { type Queries, statement } from '@owncourse/kernel/contract';

export interface ChainEnd {
  readonly councilId: string;
  readonly sequence: bigint;
  /** Hex. */
  readonly code: string;
  readonly keyCheck: string;
}

export interface UnsealedTransfer {
  readonly transactionId: string;
  readonly councilId: string;
  readonly transferId: string;
  readonly fields: readonly (string | null)[];
}

export interface NewSeal extends UnsealedTransfer {
  readonly sequence: bigint;
  readonly code: string;
}

const READ = statement(
  'ledger.read-unsealed',
  'select transaction_id as "transactionId", council_id as "councilId", transfer_id as "transferId", fields from ledger.read_unsealed($1)',
);
const CHAINS = statement(
  'ledger.chains',
  `select council_id as "councilId", sequence, encode(code, 'hex') as code, encode(key_check, 'hex') as "keyCheck" from ledger.chains()`,
);
const APPEND = statement(
  'ledger.append-seals',
  `select ledger.append_seals($1::uuid[], $2::bigint[], $3::uuid[], array(select decode(code, 'hex') from unnest($4::text[]) with ordinality as c (code, place) order by place),
     $5::text[], $6::bigint[], decode($7, 'hex'), $8)`,
);
/** Where `position` is among the sealed columns. */
const POSITION = 2;

/** Nothing while another process seals. */
export function readUnsealed(queries: Queries, limit: number): Promise<UnsealedTransfer[]> {
  return queries.query<UnsealedTransfer>(READ, [limit]);
}

export function chains(queries: Queries): Promise<ChainEnd[]> {
  return queries.query<ChainEnd>(CHAINS);
}

export function appendSeals(queries: Queries, seals: readonly NewSeal[], keyCheck: string, at: Date): Promise<unknown> {
  return queries.query(APPEND, [
    seals.map((seal) => seal.councilId),
    seals.map((seal) => seal.sequence.toString()),
    seals.map((seal) => seal.transferId),
    seals.map((seal) => seal.code),
    seals.map((seal) => seal.transactionId),
    seals.map((seal) => seal.fields[POSITION]),
    keyCheck,
    at,
  ]);
}
