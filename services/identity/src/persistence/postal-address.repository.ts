import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';
import type { PostalAddress } from '../contract/identity.port.js';

/** A council's client, and where its letters to them go; no lines where it does not know. */
export interface ClientAddressRow {
  readonly council_id: string;
  readonly person_id: string;
  readonly lines: readonly string[] | null;
  readonly postcode: string | null;
  readonly changed_at: Date | null;
  readonly changed_by: string | null;
}

interface NewPostalAddress extends PostalAddress {
  readonly id: string;
  readonly personId: string;
}

const OF_CLIENT = statement(
  'identity.postal-address-of-client',
  `select c.council_id, c.person_id, a.lines, a.postcode, a.changed_at, a.changed_by
   from identity.client_record c
   left join identity.postal_address a on a.council_id = c.council_id and a.person_id = c.person_id and a.replaced_at is null
   where c.person_id = $1 and ($2::uuid is null or c.council_id = $2)
   order by a.changed_at desc nulls last, c.council_id limit 1`,
);
const WRITE = statement('identity.write-postal-addresses', 'select identity.write_postal_addresses($1, $2, $3, $4)');

/** Reads as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class PostalAddressRepository {
  /** @param councilId null: of whichever council the reader may see, the newest */
  async ofClient(queries: Queries, personId: string, councilId: string | null): Promise<ClientAddressRow | null> {
    return (await queries.query<ClientAddressRow>(OF_CLIENT, [personId, councilId]))[0] ?? null;
  }

  /** All or none. Refuses NOT_FOUND where the council has no such client. */
  write(
    queries: Queries,
    councilId: string,
    addresses: readonly NewPostalAddress[],
    at: Date,
    by: string,
  ): Promise<unknown> {
    return queries.query(WRITE, [councilId, JSON.stringify(addresses), at, by]);
  }
}
