import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

const READ = `query ($id: ID!) { postalAddress(personId: $id) { person { name }
  address { lines postcode changedAt changedByName } mayChange } }`;
const CHANGE = `mutation ($input: ChangePostalAddressInput!) { changePostalAddress(input: $input) { __typename
  ... on ClientAddress { address { lines postcode changedByName } }
  ... on NotAllowed { reason } ... on InvalidInput { problems { field } } } }`;
const MOVED = { lines: ['Flat 2', '14 Tannery Row', 'Firstham'], postcode: 'MB1 2AB' };

interface Kept {
  readonly lines: readonly string[];
  readonly replaced: boolean;
  readonly changed_by: string;
}

describe('where a council’s letters go', () => {
  let house: IdentityHouse;
  let residents: Residents;
  let before: readonly Kept[];

  beforeAll(async () => {
    house = await IdentityHouse.open();
    ({ residents } = house);
    await house.layMandate({
      personId: residents.ada,
      actorPersonId: residents.rita,
      councilId: residents.first,
      scopes: ['VIEW', 'ORDER', 'CONFIRM', 'PAY'],
    });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo(NOW);
    before = await kept(residents.ada);
  });

  const kept = (personId: string, councilId = residents.first) =>
    house.rows<Kept>(
      `select lines, replaced_at is not null as replaced, changed_by from identity.postal_address
       where council_id = $1 and person_id = $2 order by changed_at, replaced_at nulls last`,
      [councilId, personId],
    );
  const read = async (by: string, personId: string) =>
    house.ask<object | null>('postalAddress', await residents.actor(by), READ, { id: personId });
  const change = async (by: string, changes: Record<string, unknown> = {}) =>
    house.ask<object>('changePostalAddress', await residents.actor(by), CHANGE, {
      input: { personId: residents.ada, idempotencyKey: randomUUID(), ...MOVED, ...changes },
    });

  it('is read by the person, who may look for them, their care manager and finance of their council; changed by all but who acts', async () => {
    const address = {
      lines: ['1 Ada Lane', 'Firstham'],
      postcode: 'MB1 1AA',
      changedAt: NOW.toISOString(),
      changedByName: 'Finance',
    };
    for (const [by, mayChange] of [
      [residents.ada, true],
      [residents.rita, false],
      [residents.careManager, true],
      [residents.finance, true],
    ] as const)
      expect(await read(by, residents.ada)).toEqual({ person: { name: 'Ada' }, address, mayChange });
    expect(await read(residents.finance, residents.cyd)).toEqual({
      person: { name: 'Cyd' },
      address: null,
      mayChange: true,
    });
  });

  it('is nothing to anybody else, and nobody’s is the same as another council’s', async () => {
    const { bert, bob, pat, commissioner, operator, otherFinance, dora } = residents;
    for (const by of [bert, bob, pat, commissioner, operator, otherFinance, dora]) {
      expect(await read(by, residents.ada)).toBeNull();
      expect(await read(by, randomUUID())).toBeNull();
      const reason = by === otherFinance ? 'NOT_FOUND' : 'NOT_PERMITTED';
      expect(await change(by)).toEqual({ __typename: 'NotAllowed', reason });
      expect(await change(by, { personId: randomUUID() })).toEqual({ __typename: 'NotAllowed', reason });
    }
    expect(await change(residents.rita)).toEqual({ __typename: 'NotAllowed', reason: 'NOT_PERMITTED' });
    expect(await read(residents.selfFunder, residents.selfFunder)).toBeNull();
    expect(await change(residents.selfFunder, { personId: residents.selfFunder })).toEqual({
      __typename: 'NotAllowed',
      reason: 'NO_COUNCIL',
    });
    expect(await kept(residents.ada)).toEqual(before);
  });

  it('is changed with what was there before kept, and who wrote it', async () => {
    expect(await change(residents.careManager)).toEqual({
      __typename: 'ClientAddress',
      address: { ...MOVED, changedByName: 'CareManager' },
    });
    house.clock.moveTo(new Date(NOW.getTime() + 60_000));
    expect(await change(residents.ada, { lines: ['  9 Ada  Lane ', ''], postcode: 'mb11ab' })).toMatchObject({
      address: { lines: ['9 Ada Lane'], postcode: 'MB1 1AB', changedByName: 'Ada' },
    });
    expect(await kept(residents.ada)).toEqual([
      { lines: ['1 Ada Lane', 'Firstham'], replaced: true, changed_by: residents.finance },
      { lines: MOVED.lines, replaced: true, changed_by: residents.careManager },
      { lines: ['9 Ada Lane'], replaced: false, changed_by: residents.ada },
    ]);
  });

  it('the same again writes nothing; a key counts once, and for one address', async () => {
    await change(residents.finance, { lines: ['9 Ada Lane'], postcode: 'MB1 1AB' });
    expect(await kept(residents.ada)).toEqual(before);
    const idempotencyKey = randomUUID();
    const first = await change(residents.finance, { idempotencyKey });
    await change(residents.finance, { lines: ['10 Ada Lane'] });
    expect(await change(residents.finance, { idempotencyKey })).toMatchObject({ __typename: 'ClientAddress' });
    expect(first).toMatchObject({ address: MOVED });
    expect(await change(residents.finance, { idempotencyKey, postcode: 'MB1 9ZZ' })).toEqual({
      __typename: 'IdempotencyConflict',
    });
    expect((await kept(residents.ada)).length).toBe(before.length + 2);
    expect((await kept(residents.ada)).filter(({ replaced }) => !replaced)).toMatchObject([{ lines: ['10 Ada Lane'] }]);
  });

  it('is refused where no envelope could carry it, with the field', async () => {
    const wrong = (field: string) => ({ __typename: 'InvalidInput', problems: [{ field }] });
    expect(await change(residents.ada, { lines: [' '] })).toEqual(wrong('lines'));
    expect(await change(residents.ada, { lines: ['x'.repeat(41)] })).toEqual(wrong('lines'));
    expect(await change(residents.ada, { postcode: 'MB1' })).toEqual(wrong('postcode'));
    expect(await kept(residents.ada)).toEqual(before);
    for (const [lines, postcode] of [
      [[], 'MB1 1AA'],
      [['one\ntwo'], 'MB1 1AA'],
      [['1', '2', '3', '4', '5', '6'], 'MB1 1AA'],
      [['1 Ada Lane'], 'nowhere'],
    ])
      await expect(
        house.rows('insert into identity.postal_address values ($1, $2, $3, $4, $5, $6, $3)', [
          residents.first,
          randomUUID(),
          residents.bert,
          lines,
          postcode,
          NOW,
        ]),
      ).rejects.toThrow('fits_on_an_envelope');
  });

  it('comes with a new client; one that is wrong adds nobody', async () => {
    const finance = await residents.actor(residents.finance);
    const [one = '', other = ''] = await house.identity.registerPeople(finance, [
      { name: 'One', roles: [] },
      { name: 'Other', roles: [] },
    ]);
    const client = (personId: string, postcode: string) => ({
      personId,
      wardId: randomUUID(),
      careGroup: 'autism',
      ageBand: '18-24',
      careManagerId: null,
      startsOn: '2026-01-01',
      endsBefore: null,
      address: { lines: ['2 New Row'], postcode },
    });
    await expect(
      house.identity.addClients(finance, residents.first, [client(one, 'mb1 1aa'), client(other, 'MB1')]),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await read(residents.finance, one)).toBeNull();
    await house.identity.addClients(finance, residents.first, [client(one, 'mb1 1aa')]);
    expect(await read(residents.finance, one)).toMatchObject({
      address: { lines: ['2 New Row'], postcode: 'MB1 1AA' },
    });
  });

  it('is each council’s own: another that looks after the same person keeps another', async () => {
    const second = await residents.actor(residents.otherFinance);
    await house.identity.addClients(second, residents.second, [
      {
        personId: residents.bert,
        wardId: randomUUID(),
        careGroup: 'autism',
        ageBand: '18-24',
        careManagerId: null,
        startsOn: '2026-01-01',
        endsBefore: null,
        address: { lines: ['The other house'], postcode: 'OH1 1AA' },
      },
    ]);
    await change(residents.finance, { personId: residents.bert });
    expect(await read(residents.otherFinance, residents.bert)).toMatchObject({
      address: { lines: ['The other house'] },
    });
    expect(await read(residents.careManager, residents.bert)).toMatchObject({ address: MOVED });
  });
});
