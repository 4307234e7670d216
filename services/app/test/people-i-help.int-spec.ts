import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

interface Helped {
  readonly person: { readonly name: string };
  readonly scopes: readonly string[];
  readonly mandateEndsOn: string | null;
  readonly toConfirm: number;
  readonly saidNo: number;
  readonly lastNoServiceName: string | null;
  readonly lastNoReason: string | null;
  readonly leftPence: number | null;
  readonly shortWeek: string | null;
  readonly newMessages: number;
  readonly needsMe: boolean;
}

interface Page {
  readonly edges: readonly { readonly node: Helped }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
  readonly needingMe: number;
}

const LIST = `query ($filter: HelpedPeopleFilter, $first: Int, $after: String) { peopleIHelp(filter: $filter, first: $first, after: $after) {
  edges { node { person { name } scopes mandateEndsOn toConfirm saidNo lastNoServiceName lastNoReason leftPence shortWeek newMessages needsMe } }
  pageInfo { hasNextPage endCursor } totalCount needingMe } }`;

let lively: LivelyWorld;
let broker: GraphqlClient;

async function page(variables: Record<string, unknown> = {}, client = broker): Promise<Page> {
  return client.ask<Page>('peopleIHelp', LIST, variables);
}

function names({ edges }: Page): string[] {
  return edges.map(({ node }) => node.person.name);
}

async function give(holder: number, terms: Record<string, unknown> = {}): Promise<string> {
  return lively.world.identity.grantMandateWithEvidence(
    await lively.world.actor('finance-first'),
    lively.world.councilId,
    {
      personId: id('holder', holder),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER', 'CONFIRM'],
      startsOn: TODAY,
      evidence: 'Seen.',
      ...terms,
    },
  );
}

beforeAll(async () => {
  lively = await LivelyWorld.open(6);
  // Holder 0 needs nothing. Of the others each needs one thing, the least urgent first.
  await give(0);
  await give(1, { endsOn: addDays(TODAY, 20) });
  await give(2);
  const visit = await lively.order(2, 'to-confirm');
  await lively.accept(visit);
  await lively.deliver(2, visit);
  await give(3);
  const refused = await lively.order(3, 'declined', { oneOff: { date: addDays(TODAY, 5) } });
  await lively.ordering.declineOrder(await lively.world.actor('provider-staff', 1), {
    orderId: refused,
    idempotencyKey: 'work-list-declines',
    reason: 'We are full.',
  });
  // May look and order, not confirm: the visit waits for the person, not for the broker.
  await give(4, { scopes: ['VIEW', 'ORDER'] });
  const theirs = await lively.order(4, 'not-to-confirm');
  await lively.accept(theirs);
  await lively.deliver(4, theirs);
  // Holder 5 gave nothing.
  await lively.hear();
  broker = await lively.signInAs('broker@first.example');
});

afterAll(() => lively.house.close());

describe('the work list of a broker', () => {
  it('everybody under a mandate, most urgent first, with what each needs', async () => {
    const all = await page();
    expect(names(all)).toEqual(['Holder 3', 'Holder 2', 'Holder 1', 'Holder 0', 'Holder 4']);
    expect([all.totalCount, all.needingMe]).toEqual([5, 3]);
    const [declined, toConfirm, ending, nothing, notMine] = all.edges.map(({ node }) => node);
    expect(declined).toMatchObject({ saidNo: 1, lastNoServiceName: 'Help at home', lastNoReason: 'We are full.' });
    expect(toConfirm).toMatchObject({ toConfirm: 1, needsMe: true, scopes: ['CONFIRM', 'ORDER', 'VIEW'] });
    expect(toConfirm?.newMessages).toBeGreaterThan(0);
    expect(ending).toMatchObject({ mandateEndsOn: addDays(TODAY, 20), toConfirm: 0, needsMe: true });
    expect(nothing).toMatchObject({ mandateEndsOn: null, toConfirm: 0, saidNo: 0, shortWeek: null, needsMe: false });
    expect(nothing?.leftPence).toBeGreaterThan(0);
    expect(notMine).toMatchObject({ toConfirm: 1, needsMe: false });
  });

  it('by name, by need, and page by page without a gap', async () => {
    expect(names(await page({ filter: { name: 'holder 2' } }))).toEqual(['Holder 2']);
    expect(names(await page({ filter: { name: '%' } }))).toEqual([]);
    const inNeed = await page({ filter: { needsMe: true } });
    expect(names(inNeed)).toEqual(['Holder 3', 'Holder 2', 'Holder 1']);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const one: Page = await page({ first: 2, after });
      expect(one.totalCount).toBe(5);
      seen.push(...names(one));
      after = one.pageInfo.hasNextPage ? one.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['Holder 3', 'Holder 2', 'Holder 1', 'Holder 0', 'Holder 4']);
  });

  it('nobody whose mandate ended, from the next request on; nobody at all for others', async () => {
    const mandate = await give(5);
    expect(names(await page())).toContain('Holder 5');
    await lively.world.identity.endMandate(await lively.world.actor('holder', 5), mandate);
    expect(names(await page())).not.toContain('Holder 5');
    for (const email of [
      'far-broker@second.example',
      'finance@first.example',
      'caremanager@first.example',
      'holder0@first.example',
    ])
      expect(await page({}, await lively.signInAs(email))).toMatchObject({ edges: [], totalCount: 0, needingMe: 0 });
  });

  it('money that runs short comes before everything else', async () => {
    const whole = await WholeDatabase.open(lively.house.database.superuserUrl);
    // As the nightly look notes it.
    await whole.superuser.query(
      `insert into ledger.short_week (council_id, budget_id, week_starting, on_date, missing_pence, missing_in_all_pence, first_seen_at, seen_at)
       values ($1, $2, '2026-04-06', '2026-04-08', 1250, 1250, $3, $3)`,
      [lively.world.councilId, lively.world.budgetOf(0), lively.clock.now()],
    );
    await whole.close();
    const list = await page();
    expect(names(list)[0]).toBe('Holder 0');
    expect(list.edges[0]?.node).toMatchObject({ shortWeek: '2026-04-06', needsMe: true });
    expect(list.needingMe).toBe(4);
  });
});
