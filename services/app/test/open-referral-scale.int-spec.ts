import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { FeedWorld } from './fixtures/feed-world.js';

const COPIES = 100_000;
const RESOURCES = ['services', 'service_at_locations', 'taxonomies', 'taxonomy_terms'];

let feed: FeedWorld;
let superuser: pg.Client;

/** Copies of one service, as they are written, without the work that writing them one by one would be. */
const COPY = `
  create temporary table copied as select gen_random_uuid() as id, n from generate_series(1, $copies) n;
  create temporary table model as select e.id from catalogue.feed_entry e where e.published and e.kind = 'SERVICE' order by e.place limit 1;
  set session_replication_role = replica;
  insert into catalogue.service select (jsonb_populate_record(s, jsonb_build_object('id', c.id))).* from catalogue.service s join model m on m.id = s.id, copied c;
  insert into catalogue.search_document select (jsonb_populate_record(d, jsonb_build_object('id', c.id))).* from catalogue.search_document d join model m on m.id = d.id, copied c;
  insert into catalogue.variant select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'service_id', c.id))).* from catalogue.variant v, copied c where v.id = (select f.id from catalogue.variant f join model m on m.id = f.service_id limit 1);
  insert into catalogue.service_ward select c.id, w.ward_id from catalogue.service_ward w join model m on m.id = w.service_id, copied c;
  insert into catalogue.feed_entry (id, kind, service_at_location_id, published, place, changed_at, source_hash, terms)
    select c.id, e.kind, gen_random_uuid(), true, nextval('catalogue.feed_place'), e.changed_at, e.source_hash, e.terms from catalogue.feed_entry e join model m on m.id = e.id, copied c order by c.n;
  set session_replication_role = default;`;

beforeAll(async () => {
  feed = await FeedWorld.open();
  superuser = new pg.Client({ connectionString: feed.lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await feed.close();
});

/** Milliseconds of the middle one of five. */
async function took(path: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = performance.now();
    await feed.page(path);
    times.push(performance.now() - began);
  }
  return times.sort((left, right) => left - right)[2] ?? 0;
}

async function look(): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const resource of RESOURCES) {
    const { total_pages: last } = await feed.page(`/${resource}?per_page=50`);
    for (const [name, page] of [
      ['first', 1],
      ['last', last],
    ] as const)
      // prettier-ignore
      times.set(`${resource} ${name}`, await took(`/${resource}?per_page=50&page=${page}`));
  }
  for (const resource of RESOURCES) {
    const { contents } = await feed.page(`/${resource}?per_page=50`);
    times.set(`${resource}/{id}`, await took(`/${resource}/${contents.at(-1)?.id ?? ''}`));
  }
  times.set('/', await took('/'));
  times.set('services first, by day of the week', await took('/services?per_page=50&day=MO'));
  return times;
}

describe('a feed of 100,000 services', () => {
  it('gives its first and last pages from an index, never from reading every entry', async () => {
    await superuser.query(COPY.replace('$copies', '2000'));
    await superuser.query('drop table copied, model');
    await superuser.query('vacuum analyze');
    const small = await look();
    await superuser.query(COPY.replace('$copies', String(COPIES - 2000)));
    await superuser.query('vacuum analyze');
    const large = await look();
    const { total_items: total } = await feed.page('/services');
    expect(total).toBeGreaterThan(COPIES);
    const figures = [...large].map(
      ([what, ms]) => `${what}: ${(small.get(what) ?? 0).toFixed(1)} ms of 2,000, ${ms.toFixed(1)} ms of 100,000`,
    );
    if (process.env['OWNCOURSE_FIGURES']) process.stdout.write(`${figures.join('\n')}\n`);
    for (const offset of [0, COPIES - 50]) {
      const { rows } = await superuser.query<{ 'QUERY PLAN': string }>(
        `explain select e.id from catalogue.feed_entry e where e.published and e.place > -1 order by e.place offset ${offset} limit 51`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Only Scan using feed_entry_published');
      expect(plan).not.toMatch(/Sort|Seq Scan/);
    }
  });
});
