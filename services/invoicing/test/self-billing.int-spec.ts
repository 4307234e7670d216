import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, UuidV7Source } from '@owncourse/kernel/contract';
import { COUNCIL_WORDS, lastDayFrom } from '../src/domain/self-billing.js';
import { SelfBillingRepository } from '../src/persistence/self-billing.repository.js';
import { SelfBilling } from '../src/use-cases/self-billing.js';
import { type Holder, NOW, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();
const DETAILS = {
  legalName: 'Kind Hands Ltd',
  addressLines: ['1 High Street'],
  town: 'Marlbridge',
  postcode: 'MB1 2AB',
  vatNumber: null,
  taxReference: null,
  companyNumber: '01234567',
  endpoint: null,
};

describe('invoices that a council makes in its own name', () => {
  let scene: Scene;
  let billing: SelfBilling;
  let holder: Holder;
  let providerId: string;
  let owner: Actor;
  let variant: Variant;

  beforeAll(async () => {
    scene = await Scene.open();
    billing = new SelfBilling(scene.database, new SelfBillingRepository(), scene.clock, new UuidV7Source(scene.clock));
    holder = await scene.holder();
  });
  beforeEach(async () => {
    scene.clock.moveTo(NOW);
    providerId = await scene.provider();
    owner = scene.staff(providerId);
    variant = await scene.variant(providerId);
    await invoiced('2026-03-02');
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });

  async function invoiced(day: string, of: Holder = holder): Promise<string> {
    const [delivery = ''] = await scene.deliver([{ holder: of, variant, day }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ number: string }>(
      'select i.number from invoicing.invoice_line l join invoicing.invoice i on i.id = l.invoice_id where l.billable_id = $1',
      [delivery],
    );
    return row?.number ?? '';
  }
  const agree = (changes: object = {}, by: Actor = owner): Promise<string> =>
    billing.agree(by, {
      idempotencyKey: key(),
      councilId: scene.councilA,
      prefix: 'sb1',
      startsOn: '2026-03-20',
      endsOn: '2027-03-19',
      agrees: true,
      ...changes,
    });

  /** Signed by both sides. */
  async function signed(changes: object = {}): Promise<string> {
    const id = await agree(changes);
    await billing.answer(scene.officer(), { agreementId: id, agrees: true, idempotencyKey: key() });
    return id;
  }

  it('have numbers of their own without a gap while the provider agrees, and the provider’s own before and after', async () => {
    expect(await invoiced('2026-03-03')).toBe('OC-2026-00002');
    const id = await signed();
    expect(await invoiced('2026-03-04')).toBe('SB1-2026-00001');
    expect(await invoiced('2026-03-05')).toBe('SB1-2026-00002');
    // A person who holds their own money is no party to it.
    expect(await invoiced('2026-03-06', await scene.holder('DIRECT_PAYMENT'))).toBe('OC-2026-00003');
    await billing.end(scene.officer(), { agreementId: id, idempotencyKey: key() });
    expect(await invoiced('2026-03-09')).toBe('SB1-2026-00003');
    scene.clock.moveTo(new Date('2026-03-21T10:00:00Z'));
    expect(await invoiced('2026-03-10')).toBe('OC-2026-00004');
    // The next year begins at one again, in each series.
    await signed({ startsOn: '2026-12-01', endsOn: '2027-02-01' });
    scene.clock.moveTo(new Date('2027-01-05T10:00:00Z'));
    expect(await invoiced('2026-12-30')).toBe('SB1-2027-00001');
  });

  it('say so as UBL and as a PDF', async () => {
    await signed();
    await invoiced('2026-03-04');
    const [row] = await scene.rows<{ id: string }>(
      `select id from invoicing.invoice where provider_id = $1 and prefix = 'SB1'`,
      [providerId],
    );
    const operator: Actor = { ...owner, roles: ['OPERATOR'], organisationId: null };
    await scene.invoicing.importBillingParties(operator, '2026-01-01', [
      { organisationId: null, legalName: 'Owncourse', endpoint: { scheme: '0060', id: '123456789' } },
    ]);
    const written = await scene.invoicing.writeDocument(owner, {
      invoiceId: row?.id ?? '',
      creditNumber: null,
      format: 'ubl',
      largePrint: false,
    });
    const xml = written && 'content' in written ? String(written.content) : '';
    expect(xml).toContain('<cbc:InvoiceTypeCode>389</cbc:InvoiceTypeCode>');
    expect(xml).toContain('poacc:selfbilling:3.0');
    expect(xml).toContain('Self-billing. The VAT shown is your output tax due to HMRC.');
  });

  it('need the provider’s owner, days and letters that hold, and one agreement at a time', async () => {
    const nothing = async (): Promise<void> => {
      expect(
        await scene.rows('select id from invoicing.self_billing_agreement where provider_id = $1', [providerId]),
      ).toEqual([]);
    };
    await expect(agree({}, { ...owner, roles: ['PROVIDER_FINANCE'] })).rejects.toThrow('NOT_PERMITTED');
    await expect(agree({}, scene.officer())).rejects.toThrow('NOT_PERMITTED');
    await expect(agree({ councilId: scene.councilB })).rejects.toThrow('NOT_FOUND');
    for (const [changes, field] of [
      [{ prefix: 'OC' }, 'prefix'],
      [{ prefix: '1SB' }, 'prefix'],
      [{ prefix: 'TOOLONG' }, 'prefix'],
      [{ startsOn: '2026-03-19', endsOn: '2026-12-31' }, 'startsOn'],
      [{ endsOn: '2026-03-19' }, 'endsOn'],
      [{ endsOn: '2027-03-20' }, 'endsOn'],
      [{ endsOn: 'never' }, 'endsOn'],
      [{ agrees: false }, 'agrees'],
    ] as const)
      await expect(agree(changes)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { problems: [{ field }] } });
    await nothing();
    await agree();
    await expect(agree({ startsOn: '2027-03-19', endsOn: '2027-05-01' })).rejects.toThrow('SELF_BILLING_OVERLAPS');
    await agree({ startsOn: '2027-03-20', endsOn: '2027-05-01' });
    const other = await scene.holder('COUNCIL_MANAGED', scene.councilB);
    await invoiced('2026-03-11', other);
    await expect(agree({ councilId: scene.councilB })).rejects.toThrow('SELF_BILLING_PREFIX_TAKEN');
    await agree({ councilId: scene.councilB, prefix: 'SB2' });
  });

  it('are agreed to and ended once when they are sent twice or at the same moment', async () => {
    const input = { idempotencyKey: key() };
    const ids = await Promise.all(Array.from({ length: 4 }, () => agree(input)));
    expect(new Set(ids).size).toBe(1);
    const others = await Promise.allSettled(Array.from({ length: 4 }, () => agree()));
    expect(others.map((one) => one.status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    await billing.answer(scene.officer(), { agreementId: ids[0] ?? '', agrees: true, idempotencyKey: key() });
    const end = { agreementId: ids[0] ?? '', idempotencyKey: key() };
    expect(await billing.end(owner, end)).toBe(await billing.end(owner, end));
    await expect(billing.end(owner, { ...end, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');
    await expect(billing.end(scene.staff(randomUUID()), { ...end, idempotencyKey: key() })).rejects.toThrow(
      'NOT_FOUND',
    );
    await expect(billing.end(scene.officer(scene.councilB), { ...end, idempotencyKey: key() })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  it('hold once an officer of the council has signed too; it may say no with a reason, once, and not twice in one person', async () => {
    const told = () =>
      scene.rows<{ type: string; outcome: string | null; words: string | null }>(
        `select type, payload ->> 'outcome' as outcome, payload ->> 'words' as words from kernel.outbox
         where type in ('invoicing.self-billing-asked', 'invoicing.self-billing-answered') and payload ->> 'providerId' = $1 order by position`,
        [providerId],
      );
    const asked = { type: 'invoicing.self-billing-asked', outcome: null, words: null };
    const id = await agree();
    expect(await told()).toEqual([asked]);
    expect(await invoiced('2026-03-04')).toBe('OC-2026-00002');
    const officer = scene.officer();
    const answer = { agreementId: id, agrees: true, idempotencyKey: key() };
    await expect(billing.answer(owner, answer)).rejects.toThrow('NOT_PERMITTED');
    await expect(billing.answer(scene.officer(scene.councilB), answer)).rejects.toThrow('NOT_FOUND');
    await expect(billing.answer({ ...officer, personId: owner.personId }, answer)).rejects.toThrow(
      'SAME_PERSON_SIGNED',
    );
    for (const reason of [null, ' ', 'x'.repeat(501), 'a\u0007'])
      await expect(billing.answer(officer, { ...answer, agrees: false, reason })).rejects.toMatchObject({
        details: { problems: [{ field: 'reason' }] },
      });
    expect(await told()).toEqual([asked]);
    scene.clock.moveTo(new Date('2026-03-22T10:00:00Z'));
    const ids = await Promise.all([billing.answer(officer, answer), billing.answer(officer, answer)]);
    expect(ids).toEqual([id, id]);
    await expect(billing.answer(officer, { ...answer, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');
    expect(await told()).toEqual([asked, { type: 'invoicing.self-billing-answered', outcome: 'SIGNED', words: null }]);
    // From the day on which the council signed, not before.
    expect(
      await scene.rows(
        'select covers::text, countersigned_by, council_words from invoicing.self_billing_agreement where id = $1',
        [id],
      ),
    ).toEqual([
      { covers: '[2026-03-22,2027-03-20)', countersigned_by: officer.personId, council_words: COUNCIL_WORDS },
    ]);
    expect(await invoiced('2026-03-05')).toBe('SB1-2026-00001');

    const next = { startsOn: '2027-03-20', endsOn: '2027-06-30' };
    const declined = await agree(next);
    const no = { agreementId: declined, agrees: false, reason: 'We make none next year.', idempotencyKey: key() };
    expect(await billing.answer(officer, no)).toBe(await billing.answer(officer, no));
    await expect(billing.end(owner, { agreementId: declined, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');
    // It stands in nobody's way: the provider may ask again, and take that back before it is answered.
    const again = await agree(next);
    await billing.end(owner, { agreementId: again, idempotencyKey: key() });
    await expect(billing.answer(officer, { ...answer, agreementId: again, idempotencyKey: key() })).rejects.toThrow(
      'NOT_FOUND',
    );
    expect((await told()).slice(2)).toEqual([
      asked,
      { type: 'invoicing.self-billing-answered', outcome: 'DECLINED', words: 'We make none next year.' },
      asked,
      { type: 'invoicing.self-billing-answered', outcome: 'TAKEN_BACK', words: null },
    ]);
    expect(
      await scene.rows(
        `select 1 from kernel.outbox where type = 'invoicing.self-billing-ends' and payload ->> 'providerId' = $1`,
        [providerId],
      ),
    ).toEqual([]);
  });

  it('are told of four weeks before they end, once, and not when there is a next one', async () => {
    const told = () =>
      scene.rows<{ ends: string }>(
        `select payload ->> 'endsOn' as ends from kernel.outbox where type = 'invoicing.self-billing-ends' and payload ->> 'providerId' = $1`,
        [providerId],
      );
    await signed({ endsOn: '2026-04-30' });
    scene.clock.moveTo(new Date('2026-04-01T10:00:00Z'));
    await billing.tellOfEnds();
    expect(await told()).toEqual([]);
    scene.clock.moveTo(new Date('2026-04-02T10:00:00Z'));
    await billing.tellOfEnds();
    await billing.tellOfEnds();
    expect(await told()).toEqual([{ ends: '2026-04-30' }]);
    await signed({ startsOn: '2026-05-01', endsOn: '2026-06-30' });
    await signed({ startsOn: '2026-07-01', endsOn: '2026-08-30' });
    scene.clock.moveTo(new Date('2026-06-20T10:00:00Z'));
    await billing.tellOfEnds();
    expect(await told()).toHaveLength(1);
  });

  it('a year is a year, in leap years too', () => {
    expect(lastDayFrom('2026-03-20')).toBe('2027-03-19');
    expect(lastDayFrom('2028-02-29')).toBe('2029-02-27');
    expect(lastDayFrom('2027-03-01')).toBe('2028-02-29');
  });
});

describe('a provider’s name on invoices', () => {
  let scene: Scene;
  let billing: SelfBilling;
  let owner: Actor;

  beforeAll(async () => {
    scene = await Scene.open();
    billing = new SelfBilling(scene.database, new SelfBillingRepository(), scene.clock, new UuidV7Source(scene.clock));
    owner = scene.staff(await scene.provider());
  });
  afterAll(() => scene.close());

  const save = (changes: object = {}, by = owner): Promise<void> =>
    billing.saveLegalDetails(by, { idempotencyKey: key(), ...DETAILS, ...changes });
  const kept = () =>
    scene.rows<{ legal_name: string; covers: string }>(
      'select legal_name, covers::text from invoicing.billing_party where organisation_id = $1 order by covers',
      [owner.organisationId],
    );

  it('is said by its owner alone, checked, and kept by days', async () => {
    await expect(save({}, { ...owner, roles: ['PROVIDER_FINANCE'] })).rejects.toThrow('NOT_PERMITTED');
    await expect(save({ vatNumber: '123456789' })).rejects.toMatchObject({
      details: { problems: [{ field: 'vatNumber' }] },
    });
    await expect(save({ legalName: '' })).rejects.toMatchObject({ details: { problems: [{ field: 'legalName' }] } });
    expect(await kept()).toEqual([]);
    const input = { idempotencyKey: key() };
    await save(input);
    await save(input);
    await save();
    expect(await kept()).toEqual([{ legal_name: 'Kind Hands Ltd', covers: '[2026-03-20,)' }]);
    await expect(save({ legalName: 'Kinder Hands Ltd' })).rejects.toThrow('BILLING_PARTY_EARLIER');
    scene.clock.moveTo(new Date('2026-03-21T10:00:00Z'));
    const both = await Promise.allSettled([
      save({ legalName: 'Kinder Hands Ltd' }),
      save({ legalName: 'Kindest Hands Ltd' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await kept()).map(({ covers }) => covers)).toEqual(['[2026-03-20,2026-03-21)', '[2026-03-21,)']);
  });
});
