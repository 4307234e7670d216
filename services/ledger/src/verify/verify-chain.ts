import type pg from 'pg';
import { readHeads } from '../chain/chain-heads.js';
import type { ChainKey } from '../chain/chain-key.js';
import { SEALED_COLUMNS } from '../domain/chain-text.js';

/** What proves the chain from outside the database. */
export interface ChainProof {
  readonly key: ChainKey;
  readonly headsFile: string;
}

/** So many rows are in memory at a time, however long the history is. */
const AT_A_TIME = 2000;

/** Text that no setting of a session changes. Not the database's own function: whoever tampers could have changed that too. */
function columnText(column: (typeof SEALED_COLUMNS)[number]): string {
  if (column === 'effective_on') return `to_char(t.effective_on, 'YYYY-MM-DD')`;
  if (column === 'recorded_at') return '(extract(epoch from t.recorded_at) * 1000000)::bigint::text';
  return `t.${column}::text`;
}

const LINKS = `
  declare links no scroll cursor for
  select s.council_id, s.sequence::text as sequence, s.transfer_id, encode(s.code, 'hex') as code, t.position::text as position,
    array[${SEALED_COLUMNS.map(columnText).join(', ')}] as fields
  from ledger.seal s left join ledger.transfer t on t.council_id = s.council_id and t.id = s.transfer_id
  order by s.council_id, s.sequence`;

interface Link {
  readonly council_id: string;
  readonly sequence: string;
  readonly transfer_id: string;
  readonly code: string;
  /** Null when the transfer is gone. */
  readonly position: string | null;
  readonly fields: (string | null)[];
}

interface End {
  readonly councilId: string;
  readonly sequence: bigint;
  readonly code: string;
}

/**
 * Goes along every chain from its first link, and compares it with the heads that were exported from it.
 * @param client inside the snapshot that everything is verified in
 */
export async function* chainBreaches(client: pg.Client, proof: ChainProof): AsyncGenerator<string> {
  let end: End = { councilId: '', sequence: 0n, code: '' };
  await client.query(LINKS);
  for (;;) {
    const { rows } = await client.query<Link>(`fetch ${AT_A_TIME} from links`);
    for (const link of rows) {
      if (end.councilId !== link.council_id) end = { councilId: link.council_id, sequence: 0n, code: '' };
      yield* linkBreaches(proof.key, end, link);
      // From what is stored, so that one changed transfer is one breach and not one for each that follows.
      end = { councilId: link.council_id, sequence: BigInt(link.sequence), code: link.code };
    }
    if (rows.length < AT_A_TIME) break;
  }
  await client.query('close links');
  yield* headBreaches(client, proof.headsFile);
}

function* linkBreaches(key: ChainKey, before: End, link: Link): Generator<string> {
  const sequence = BigInt(link.sequence);
  const where = `link ${link.sequence} of council ${link.council_id}`;
  if (sequence !== before.sequence + 1n)
    yield `links ${before.sequence + 1n} to ${sequence - 1n} of council ${link.council_id} are gone, before transfer ${link.transfer_id}`;
  if (link.position === null) {
    yield `transfer ${link.transfer_id} was removed after it was sealed (${where})`;
    return;
  }
  const code = key.code(before.code, { councilId: link.council_id, sequence, fields: link.fields });
  if (code !== link.code)
    yield `transfer ${link.transfer_id} at position ${link.position} is not what was sealed there: changed, moved or put in (${where})`;
}

async function* headBreaches(client: pg.Client, headsFile: string): AsyncGenerator<string> {
  let some: { councilId: string; sequence: bigint; code: string }[] = [];
  for await (const head of readHeads(headsFile)) {
    some.push(head);
    if (some.length < AT_A_TIME) continue;
    yield* wrongHeads(client, some);
    some = [];
  }
  if (some.length > 0) yield* wrongHeads(client, some);
}

async function* wrongHeads(
  client: pg.Client,
  heads: readonly { councilId: string; sequence: bigint; code: string }[],
): AsyncGenerator<string> {
  const { rows } = await client.query<{ breach: string }>(
    `select case when s.code is null then format('the chain of council %s ends before link %s, which was there when its head was exported', h.council_id, h.sequence)
        else format('link %s of council %s is not the one whose head was exported (transfer %s)', h.sequence, h.council_id, s.transfer_id) end as breach
     from unnest($1::uuid[], $2::bigint[], $3::text[]) with ordinality as h (council_id, sequence, code, line)
     left join ledger.seal s on s.council_id = h.council_id and s.sequence = h.sequence
     where s.code is null or encode(s.code, 'hex') <> h.code order by h.line`,
    [
      heads.map((head) => head.councilId),
      heads.map((head) => head.sequence.toString()),
      heads.map((head) => head.code),
    ],
  );
  for (const { breach } of rows) yield breach;
}
