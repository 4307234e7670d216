import { Injectable } from '@nestjs/common';
import { Database, NOBODY, type Queries, type Statement, statement } from '@owncourse/kernel/contract';
import type { PublicPageKind, PublicPagesPort } from '../contract/public-pages.port.js';

/** What is in the search is what is public: a document is there for each service and listing that everybody may see. */
const ROWS: Readonly<Record<PublicPageKind, string>> = {
  services: 'catalogue.search_document d join catalogue.service x on x.id = d.id',
  community: 'catalogue.search_document d join catalogue.community_listing x on x.id = d.id',
  providers: `(select distinct s.provider_id as id from catalogue.search_document d join catalogue.service s on s.id = d.id) x`,
};

const statements = (make: (kind: PublicPageKind) => Statement): Readonly<Record<PublicPageKind, Statement>> => ({
  services: make('services'),
  providers: make('providers'),
  community: make('community'),
});
const COUNT = statements((kind) =>
  statement(`catalogue.count-public-${kind}`, `select count(*)::int as total from ${ROWS[kind]}`),
);
const IDS = statements((kind) =>
  statement(`catalogue.public-${kind}`, `select x.id from ${ROWS[kind]} order by x.id offset $1 limit $2`),
);

/** Read as nobody in particular, so that nobody can be told more than others. */
@Injectable()
export class ListPublicPages implements PublicPagesPort {
  constructor(private readonly database: Database) {}

  count(kind: PublicPageKind): Promise<number> {
    return this.reading(async (queries) => (await queries.query<{ total: number }>(COUNT[kind]))[0]?.total ?? 0);
  }

  ids(kind: PublicPageKind, from: number, size: number): Promise<string[]> {
    return this.reading(async (queries) =>
      (await queries.query<{ id: string }>(IDS[kind], [from, size])).map((row) => row.id),
    );
  }

  private async reading<Answer>(read: (queries: Queries) => Promise<Answer>): Promise<Answer> {
    const reads = this.database.reads(NOBODY);
    try {
      return await read(reads);
    } finally {
      await reads.close();
    }
  }
}
