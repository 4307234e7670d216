import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { isReadable, Refusal } from '@owncourse/kernel/contract';
import { CatalogueHouse } from './fixtures/catalogue-house.js';
import { FILE_COLUMNS } from '../src/domain/service-file.js';
import { FileRoom, type FileRow } from './fixtures/file-room.js';

describe('files of services', () => {
  let house: CatalogueHouse;
  let room: FileRoom;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    room = new FileRoom(house);
  });
  afterAll(() => house.close());

  const done = { state: 'DONE', added: 0, changed: 0, unchanged: 0, refused: 0, notHere: 0 };
  const feedMoment = async (): Promise<unknown> =>
    (
      await house.owner.query(
        'select changed_at, (select max(revision) from catalogue.search_change) as revision from catalogue.feed_change',
      )
    ).rows;

  it('brings services in, drafts unless they say otherwise, and finds those on show', async () => {
    const owner = await room.store();
    const rows = [
      room.row({ service: 'Hedges from a file' }),
      room.row({ service: 'Hedges from a file', 'price reference': 'P2', day: 'sunday', price: '£1,025.5' }),
      room.row({ 'service reference': 'S2', status: '', service: 'Not yet' }),
      room.row({
        'service reference': 'S3',
        service: 'No price yet',
        status: '',
        'price reference': '',
        'price name': '',
        unit: '',
        vat: '',
        price: '',
        minutes: '',
      }),
    ];
    expect(await room.take(owner, room.csv(rows))).toEqual({ ...done, added: 4 });
    const { rows: kept } = await house.owner.query(
      `select s.name, s.status, v.name as price, v.day_type, v.public_unit_price_pence::int as pence, v.position from catalogue.service s
       left join catalogue.variant v on v.service_id = s.id where s.provider_id = $1 order by s.name, v.position`,
      [owner.organisationId],
    );
    expect(kept).toEqual([
      {
        name: 'Hedges from a file',
        status: 'PUBLISHED',
        price: 'One hour',
        day_type: 'WEEKDAY',
        pence: 2000,
        position: 0,
      },
      {
        name: 'Hedges from a file',
        status: 'PUBLISHED',
        price: 'One hour',
        day_type: 'SUNDAY',
        pence: 102550,
        position: 1,
      },
      { name: 'No price yet', status: 'DRAFT', price: null, day_type: null, pence: null, position: null },
      { name: 'Not yet', status: 'DRAFT', price: 'One hour', day_type: 'WEEKDAY', pence: 2000, position: 0 },
    ]);
    expect((await house.found({ words: 'hedges from a file' })).length).toBe(1);
  });

  it('changes nothing the second time: no write, no new version, no mark in the feed', async () => {
    const owner = await room.store();
    const file = room.csv([room.row(), room.row({ 'service reference': 'S2', 'price reference': 'P2' })]);
    expect(await room.take(owner, file)).toEqual({ ...done, added: 2 });
    const before = [
      await feedMoment(),
      (await house.owner.query('select * from catalogue.variant where provider_id = $1', [owner.organisationId])).rows,
    ];
    expect(await room.take(owner, file)).toEqual({ ...done, unchanged: 2 });
    expect([
      await feedMoment(),
      (await house.owner.query('select * from catalogue.variant where provider_id = $1', [owner.organisationId])).rows,
    ]).toEqual(before);
    // Of a changed price only that one is written.
    const dearer = room.csv([
      room.row({ price: '21' }),
      room.row({ 'service reference': 'S2', 'price reference': 'P2' }),
    ]);
    expect(await room.take(owner, dearer)).toEqual({ ...done, changed: 1, unchanged: 1 });
  });

  it('only checks when asked to, then takes the same import in', async () => {
    const owner = await room.store();
    const file = room.csv([room.row(), room.row({ 'service reference': 'S2', price: 'twenty' })]);
    const before = await feedMoment();
    const id = await room.send(owner, file, { checkOnly: true });
    await room.taking.work();
    expect(await room.counts(id)).toEqual({ ...done, state: 'CHECKED', added: 1, refused: 1 });
    expect(
      (await house.owner.query('select 1 from catalogue.service where provider_id = $1', [owner.organisationId])).rows,
    ).toEqual([]);
    expect(await feedMoment()).toEqual(before);
    expect(await room.problems(owner, id)).toEqual([
      { row: 3, column: 'price', value: 'twenty', reason: 'Write pounds and pence, such as 24.10.' },
    ]);
    const key = randomUUID();
    await Promise.all([room.files.takeIn(owner, id, key), room.files.takeIn(owner, id, key)]);
    await room.taking.work();
    expect(await room.counts(id)).toEqual({ ...done, added: 1, refused: 1 });
    await room.files.takeIn(owner, id, randomUUID());
    expect(
      (await house.owner.query('select 1 from catalogue.service where provider_id = $1', [owner.organisationId])).rows
        .length,
    ).toBe(1);
  });

  it('names row, column, value and reason of what is wrong, and lets the good rows in', async () => {
    const owner = await room.store();
    const rows: FileRow[] = [
      room.row(),
      room.row({ 'service reference': 'A', 'support type': 'flying' }),
      room.row({ 'service reference': 'B', areas: 'northam/W9' }),
      room.row({ 'service reference': 'C', areas: '' }),
      room.row({ 'service reference': 'D', 'on sale': 'no' }),
      room.row({ 'service reference': 'E', 'support type': 'personal-care' }),
      room.row({ 'service reference': 'F', service: 'x'.repeat(101), unit: 'fortnight', 'next free': '31/2/2027' }),
      room.row({ 'service reference': 'G' }),
      room.row({ 'service reference': 'G', summary: 'Another', 'price reference': 'P2' }),
      room.row({ 'service reference': 'G' }),
      room.row({ 'service reference': '' }),
      room.row({ provider: randomUUID(), 'service reference': 'H' }),
      room.row({ 'price reference': 'P9' }),
    ];
    const id = await room.send(owner, room.csv(rows));
    await room.taking.work();
    expect(await room.counts(id)).toEqual({ ...done, added: 2, refused: 11 });
    const found = await room.problems(owner, id);
    expect(found.map(({ row, column, value }) => [row, column, value.slice(0, 12)])).toEqual([
      [3, 'support type', 'flying'],
      [4, 'areas', 'northam/W9'],
      [5, 'areas', ''],
      [6, 'price', ''],
      [7, 'status', ''],
      [8, 'next free', '31/2/2027'],
      [8, 'service', 'xxxxxxxxxxxx'],
      [10, 'summary', 'Another'],
      [11, 'price reference', 'P1'],
      [12, 'service reference', ''],
      [13, 'provider', rows[11]?.provider?.slice(0, 12)],
      [14, 'service reference', 'S1'],
    ]);
    expect(found.at(-1)?.reason).toBe('Keep the rows of one service together. Row 2 begins it.');
    let csv = '';
    for await (const chunk of (await room.files.problemsFile(owner, id)) ?? []) csv += Buffer.from(chunk).toString();
    expect(csv.split('\r\n')[0]).toBe('\uFEFF"row","column","value","what to do"');
    expect(csv.split('\r\n').length).toBe(14);
    // Somebody else's is not there.
    expect(await room.files.problemsFile(await room.store(), id)).toBeNull();
  });

  it('does not let what is on show become what it may not show', async () => {
    const owner = await room.store();
    await room.take(owner, room.csv([room.row()]));
    expect(await room.take(owner, room.csv([room.row({ 'on sale': 'no' })]))).toEqual({ ...done, refused: 1 });
    expect(await room.take(owner, room.csv([room.row({ status: 'draft' })]))).toEqual({ ...done, refused: 1 });
    expect(await room.take(owner, room.csv([room.row({ status: 'retired' })]))).toEqual({ ...done, changed: 1 });
    const { rows } = await house.owner.query('select status from catalogue.service where provider_id = $1', [
      owner.organisationId,
    ]);
    expect(rows).toEqual([{ status: 'RETIRED' }]);
  });

  it('writes areas by miles and what is always regulated as the form does, and finds them unchanged', async () => {
    const owner = await room.store({ cqcLocationId: '1-123456789' });
    const file = room.csv([room.row({ areas: '', miles: '8', 'support type': 'personal-care', regulated: 'no' })]);
    expect(await room.take(owner, file)).toEqual({ ...done, added: 1 });
    expect((await room.export(owner)).toString()).toContain('"yes","northam/W1 | northam/W2","none","8","any","any"');
    expect(await room.take(owner, file)).toEqual({ ...done, unchanged: 1 });
  });

  it('writes postcode districts and ages as the form does; an empty cell leaves them, a word takes them away', async () => {
    const owner = await room.store();
    const row = room.row({ areas: '', districts: 'no2 | NO1 4AA', youngest: '18', oldest: '64' });
    const known = async (): Promise<unknown> =>
      (
        await house.owner.query(
          `select s.minimum_age as youngest, s.maximum_age as oldest,
             array(select d.outcode from catalogue.service_district d where d.service_id = s.id order by 1) as districts,
             array(select w.code from catalogue.service_ward x join catalogue.ward w on w.id = x.ward_id where x.service_id = s.id order by 1) as areas
           from catalogue.service s where s.provider_id = $1`,
          [owner.organisationId],
        )
      ).rows;
    expect(await room.take(owner, room.csv([row]))).toEqual({ ...done, added: 1 });
    const whole = [{ youngest: 18, oldest: 64, districts: ['NO1', 'NO2'], areas: ['W1', 'W2'] }];
    expect(await known()).toEqual(whole);
    expect((await room.export(owner)).toString()).toContain('"northam/W1 | northam/W2","NO1 | NO2","","18","64"');
    expect(await room.take(owner, room.csv([row]))).toEqual({ ...done, unchanged: 1 });
    // A file that has no such columns knows nothing of them.
    const old = FILE_COLUMNS.filter((column) => !['districts', 'youngest', 'oldest'].includes(column));
    expect(await room.take(owner, room.csv([row], old))).toEqual({ ...done, unchanged: 1 });
    expect(await known()).toEqual(whole);
    const fewer = { ...row, areas: 'northam/W2', districts: 'NO2', youngest: '', oldest: 'any' };
    expect(await room.take(owner, room.csv([fewer]))).toEqual({ ...done, changed: 1 });
    expect(await known()).toEqual([{ youngest: 18, oldest: null, districts: ['NO2'], areas: ['W2'] }]);
    const none = { ...row, areas: 'northam/W2', districts: 'none', youngest: 'any', oldest: 'any' };
    expect(await room.take(owner, room.csv([none]))).toEqual({ ...done, changed: 1 });
    const nothing = [{ youngest: null, oldest: null, districts: [], areas: ['W2'] }];
    expect(await known()).toEqual(nothing);
    const wrong = [
      { 'service reference': 'A', districts: 'ZZ99' },
      { 'service reference': 'B', districts: 'nowhere at all' },
      { 'service reference': 'C', youngest: 'grown-up' },
      { 'service reference': 'D', youngest: '65', oldest: '18' },
      { 'service reference': 'E', oldest: '400' },
    ].map((changes) => room.row(changes));
    expect(await room.take(owner, room.csv([{ ...none, youngest: '70' }]))).toEqual({ ...done, changed: 1 });
    const id = await room.send(owner, room.csv([...wrong, { ...none, youngest: '', oldest: '60' }]));
    await room.taking.work();
    expect((await room.problems(owner, id)).map(({ row: at, column, value }) => [at, column, value])).toEqual([
      [2, 'districts', 'ZZ99'],
      [3, 'districts', 'nowhere at all'],
      [4, 'youngest', 'grown-up'],
      [5, 'oldest', '18'],
      [6, 'oldest', '400'],
      [7, 'oldest', '60'],
    ]);
  });

  it('takes rows that waited when there were no columns for districts and ages', async () => {
    const owner = await room.store();
    const [before, after] = [FILE_COLUMNS.indexOf('districts'), FILE_COLUMNS.indexOf('youngest')];
    const id = await room.send(owner, room.csv([room.row()]));
    await house.owner.query(
      'update catalogue.import_row set cells = cells[1:$2] || cells[$2 + 2:$3] || cells[$3 + 3:] where job_id = $1',
      [id, before, after],
    );
    const migration = await readFile(
      new URL('../src/migrations/0398-file-districts-and-ages.sql', import.meta.url),
      'utf8',
    );
    await house.owner.query(/update catalogue\.import_row[^;]+;/.exec(migration)?.[0] ?? '');
    await room.taking.work();
    expect(await room.counts(id)).toEqual({ ...done, added: 1 });
  });

  it('knows an area by its name, and writes it as its code', async () => {
    const owner = await room.store();
    const file = room.csv([room.row({ areas: 'northam/Northam ward 2 | NORTHAM WARD 1 | northam/w1' })]);
    expect(await room.take(owner, file)).toEqual({ ...done, added: 1 });
    expect((await room.export(owner)).toString()).toContain('"northam/W1 | northam/W2"');
    expect(await room.take(owner, file)).toEqual({ ...done, unchanged: 1 });
    // Both councils have a W1.
    const id = await room.send(owner, room.csv([room.row({ areas: 'W1' })]));
    await room.taking.work();
    expect((await room.problems(owner, id)).map(({ column, reason }) => [column, reason.slice(0, 18)])).toEqual([
      ['areas', 'More than one area'],
    ]);
  });

  it('never touches another provider’s services, whatever they are called', async () => {
    const first = await room.store();
    await room.take(first, room.csv([room.row()]));
    const { rows } = await house.owner.query<{ id: string }>(
      'select id from catalogue.service where provider_id = $1',
      [first.organisationId],
    );
    const second = await room.store();
    const stolen = room.row({ 'service reference': rows[0]?.id ?? '', service: 'Mine now' });
    expect(await room.take(second, room.csv([stolen, room.row()]))).toEqual({ ...done, added: 2 });
    const after = await house.owner.query('select name from catalogue.service where id = $1', [rows[0]?.id]);
    expect(after.rows).toEqual([{ name: 'Tidy gardens' }]);
  });

  it('is one import when it is sent twice, by its key or by its content', async () => {
    const owner = await room.store();
    const file = room.csv([room.row()]);
    const key = randomUUID();
    const [one, two] = await Promise.all([room.send(owner, file, { key }), room.send(owner, file, { key })]);
    expect(two).toBe(one);
    expect(await room.send(owner, file)).toBe(one);
    expect(
      (await house.owner.query(`select 1 from catalogue.import_job where organisation_id = $1`, [owner.organisationId]))
        .rows.length,
    ).toBe(1);
    await expect(room.send(owner, room.csv([room.row({ service: 'Else' })]), { key })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    await room.taking.work();
    expect(await room.send(owner, file, { key })).toBe(one);
    expect(await room.send(owner, file)).not.toBe(one);
    await room.taking.work();
  });

  it.each([
    [
      'no heading that we know',
      'a,b\n1,2\n',
      'The first row must name these columns: “service reference”, “support type”',
    ],
    ['a column that nobody knows', null, 'We do not know these columns: “colour”'],
    ['nothing but a heading', undefined, 'There is no row under the heading'],
    ['no file at all', '', 'There is no row'],
  ])('refuses %s as a whole, and keeps nothing', async (_name, text, words) => {
    const owner = await room.store();
    const heading = room.csv([]).toString().trimEnd();
    const content = text ?? (text === null ? `${heading},colour\n` : heading);
    const refused: unknown = await room.send(owner, Buffer.from(content)).catch((error: unknown) => error);
    expect(JSON.stringify(refused)).toContain('"INVALID_INPUT"');
    expect(JSON.stringify((refused as { details: unknown }).details)).toContain(words);
    expect(
      (await house.owner.query(`select 1 from catalogue.import_job where organisation_id = $1`, [owner.organisationId]))
        .rows,
    ).toEqual([]);
  });

  it('is refused in the same words for somebody else’s import and for none', async () => {
    const [owner, other] = [await room.store(), await room.store()];
    const id = await room.send(owner, room.csv([room.row()]), { checkOnly: true });
    await room.taking.work();
    const officer = house.officer(house.north);
    for (const stranger of [other, officer, house.operator])
      for (const asked of [id, randomUUID(), 'nonsense'])
        await expect(room.files.takeIn(stranger, asked, randomUUID())).rejects.toEqual(Refusal.notFound());
    for (const stranger of [other, officer, null])
      expect(await house.rows(stranger, 'select 1 from catalogue.import_job where id = $1', [id])).toEqual([]);
    expect(await house.rows(owner, 'select 1 from catalogue.import_job where id = $1', [id])).toHaveLength(1);
    expect(await house.rows(owner, 'select 1 from catalogue.import_row', [])).toEqual([]);
    expect(await room.counts(id)).toMatchObject({ state: 'CHECKED', added: 1 });
  });

  it('is for who keeps the catalogue of a store that is there', async () => {
    await expect(room.send(house.staff(randomUUID()), room.csv([room.row()]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const orders = { ...(await room.store()), roles: ['PROVIDER_ORDERS' as const] };
    await expect(room.send(orders, room.csv([room.row()]))).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(room.send(house.officer(house.north), room.csv([room.row()]))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    expect(() => room.files.servicesFile(orders, 'csv')).toThrow();
  });

  it.each(['csv', 'xlsx'] as const)(
    'gives out as %s what makes the same store elsewhere, byte for byte',
    async (format) => {
      const word = fc
        .string({
          unit: fc.constantFrom(
            'a',
            'é',
            '"',
            ',',
            '\n',
            '|',
            '\\',
            '=',
            '+',
            '-',
            '@',
            "'",
            '0',
            ' ',
            '😀',
            '_x000D_',
          ),
          minLength: 1,
          maxLength: 12,
        })
        .filter((text) => text.trim() !== '' && isReadable(text));
      const service = fc.record({
        name: word,
        summary: word,
        description: word,
        whoFor: fc.array(word, { maxLength: 3 }),
        status: fc.constantFrom('DRAFT' as const, 'PUBLISHED' as const, 'RETIRED' as const),
        nextAvailableOn: fc.constantFrom(null, '2027-05-03'),
        genderOfWorker: fc.constantFrom('any' as const, 'women-available' as const),
        pence: fc.bigInt({ min: 0n, max: 10_000_000n }),
        least: fc.constantFrom('1', '0.5', '0.0001'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(service, { minLength: 1, maxLength: 4 }), async (services) => {
          const [first, second] = [await room.store(), await room.store()];
          for (const { pence, least, ...said } of services)
            await house.service(
              pence,
              { ...said, providerId: first.organisationId ?? '' },
              { minimumQuantity: least, name: said.name, timeBand: 'evening' },
            );
          const told = await room.export(first, format);
          expect(await room.take(first, told)).toEqual({ ...done, unchanged: services.length });
          expect(await room.take(second, told)).toEqual({ ...done, added: services.length });
          expect(await room.export(second, format)).toEqual(told);
        }),
        { numRuns: 12 },
      );
    },
  );
});
