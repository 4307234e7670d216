import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@owncourse/kernel/testing';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { pdfText } from './fixtures/pdf-text.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

interface LetterSeen {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly hasAddress: boolean;
  readonly postedAt: string | null;
  readonly postedByName: string | null;
  readonly person: { readonly name: string };
}

const LETTERS = `query ($posted: Boolean!) { letters(posted: $posted, first: 100) { totalCount edges { node {
  id title lines hasAddress postedAt postedByName person { name } } } } }`;
const MOVE = `mutation ($input: ChangePostalAddressInput!) { changePostalAddress(input: $input) { __typename } }`;
const MARK = `mutation ($id: ID!, $key: String!) { markLetterPosted(letterId: $id, idempotencyKey: $key) {
  __typename ... on Letter { postedByName } ... on NotAllowed { reason } } }`;

let lively: LivelyWorld;
let database: WholeDatabase;
let finance: GraphqlClient;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  finance = await lively.signInAs('finance@first.example');
  // Holder 0 has no e-mail; holder 1 has one.
  await lively.world.moveIn([0], 100_000n);
  await lively.world.moveIn([1], 100_000n, 'no sign-in');
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

async function letters(client: GraphqlClient, posted = false): Promise<LetterSeen[]> {
  const found = await client.ask<{ edges: { node: LetterSeen }[] }>('letters', LETTERS, { posted });
  return found.edges.map(({ node }) => node);
}

/** The words on the paper, as the care manager prints it. */
async function printed(letter: LetterSeen | undefined): Promise<string> {
  const client = await lively.signInAs('caremanager@first.example');
  const answer = await client.get(`/files/letters/${letter?.id ?? ''}`);
  return pdfText(Buffer.from(await answer.arrayBuffer()));
}

/** The worker tells people, and then hears of the letters that it needs. */
function untilWritten(count: number): Promise<LetterSeen[]> {
  return until(`There are not ${count} letters.`, async () => {
    await lively.worker.readOutbox();
    const found = await letters(finance);
    return found.length >= count && found;
  });
}

async function start(holder: number): Promise<string> {
  return lively.ordering.startUrgentCare(await lively.world.actor('caremanager-first'), {
    idempotencyKey: `urgent-care-of-${holder}`,
    personId: id('holder', holder),
    variantId: lively.world.variantId,
    quantity: '2',
    place: 'At home',
    reason: 'Her daughter is ill.',
  });
}

describe('somebody without an e-mail', () => {
  it('gets what is agreed by letter: what, when, where, the price and how to cancel', async () => {
    const [orderId] = [await start(0), await start(1)];
    await lively.ordering.declineOrder(await lively.world.actor('provider-staff', 1), {
      orderId,
      idempotencyKey: 'decline-for-a-letter',
      reason: 'We are full.',
    });
    const found = await untilWritten(1);
    expect(new Set(found.map((letter) => letter.person.name))).toEqual(new Set(['Holder 0']));
    const { rows } = await database.superuser.query<{ facts: [string, string][] }>(
      `select content -> 'facts' as facts from ordering.letter where order_id = $1 limit 1`,
      [orderId],
    );
    expect(rows[0]?.facts.slice(0, -1)).toEqual([
      ['What', 'Help at home with Kind Hands'],
      ['When', 'Tuesday 10 March, noon to 2pm'],
      ['Where', 'At home'],
      ['Price', '£48.20'],
      ['Cancelling', 'Up to 24 hours before a visit it costs nothing. After that it costs 50% of the price.'],
    ]);
  });

  it('has it once, however often the event is read', async () => {
    const before = (await letters(finance)).length;
    await database.superuser.query(`delete from kernel.consumer where name = 'ordering.write-letters'`);
    await database.superuser.query(`delete from kernel.inbox where consumer = 'ordering.write-letters'`);
    await lively.hear();
    expect((await letters(finance)).length).toBe(before);
  });

  it('as a large-print PDF that officers of the council can print, and nobody else', async () => {
    const [letter] = await letters(finance);
    const get = async (email: string) => (await lively.signInAs(email)).get(`/files/letters/${letter?.id ?? ''}`);
    const printed = await get('caremanager@first.example');
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const bytes = Buffer.from(await printed.arrayBuffer());
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(2000);
    for (const email of ['finance@second.example', 'provider@first.example', 'commissioner@first.example'])
      expect((await get(email)).status).toBe(404);
  });

  it('shows name, address and postcode in the window of the envelope, as the council knows them when it is printed', async () => {
    const [letter] = await letters(finance);
    expect(letter?.hasAddress).toBe(true);
    expect(await printed(letter)).toContain(
      'first council Tuesday 10 March 2026 Holder 0 Secret Lane 0 Riverside MB1 1AA ',
    );
    const moved = { personId: id('holder', 0), lines: ['Flat 2', '14 Tannery Row'], postcode: 'mb12ab' };
    const input = { ...moved, idempotencyKey: 'moved-away' };
    expect(await finance.ask('changePostalAddress', MOVE, { input })).toEqual({ __typename: 'ClientAddress' });
    expect(await printed(letter)).toContain('2026 Holder 0 Flat 2 14 Tannery Row MB1 2AB ');
  });

  it('without an address says so to the officer, and has no window that would lead it astray', async () => {
    const kept = await database.superuser.query<{ id: string }>(
      `update identity.postal_address set replaced_at = changed_at where person_id = $1 and replaced_at is null returning id`,
      [id('holder', 0)],
    );
    expect(kept.rowCount).toBe(1);
    const found = await letters(finance);
    expect(found.map(({ hasAddress }) => hasAddress)).toEqual(found.map(() => false));
    const text = await printed(found[0]);
    expect(text).toContain('first council Tuesday 10 March 2026 To Holder 0 ');
    expect(text).not.toContain('MB1');
    await database.superuser.query('update identity.postal_address set replaced_at = null where id = $1', [
      kept.rows[0]?.id,
    ]);
  });

  it('is marked as posted once, with the name of whoever did', async () => {
    const [letter] = await letters(finance);
    const mark = (client: GraphqlClient, key: string) =>
      client.ask<object>('markLetterPosted', MARK, { id: letter?.id, key });
    const stranger = await lively.signInAs('finance@second.example');
    expect(await mark(stranger, 'posted-by-stranger')).toEqual({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
    const answers = await Promise.all(['posted-once', 'posted-twice'].map((key) => mark(finance, key)));
    expect(answers).toContainEqual({ __typename: 'Letter', postedByName: 'finance of first' });
    expect(answers).toContainEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect((await letters(finance)).map((one) => one.id)).not.toContain(letter?.id);
    expect((await letters(finance, true)).map((one) => one.id)).toEqual([letter?.id]);
    expect(await letters(stranger, true)).toEqual([]);
  });

  it('stays as it went out when the person moves afterwards', async () => {
    const [letter] = await letters(finance, true);
    lively.clock.moveTo(new Date(lively.clock.now().getTime() + 60_000));
    const input = {
      personId: id('holder', 0),
      idempotencyKey: 'moved-again',
      lines: ['The new house'],
      postcode: 'MB1 9ZZ',
    };
    await finance.ask('changePostalAddress', MOVE, { input });
    expect(await printed(letter)).toContain('Holder 0 Flat 2 14 Tannery Row MB1 2AB ');
    expect(await printed((await letters(finance))[0])).toContain('Holder 0 The new house MB1 9ZZ ');
  });
});
