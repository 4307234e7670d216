import { describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { bacsStandard18 } from '../src/domain/bacs-standard-18.js';
import { bankText } from '../src/domain/bank-text.js';
import type { PaymentFile } from '../src/domain/payment-file.js';
import { pain001 } from '../src/export/pain-001.js';

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));
const account = fc.record({
  sortCode: digits(6),
  accountNumber: digits(8),
  accountName: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 70 }),
    fc.constantFrom('Kind\r\nUTL1 Hands', '<Kind> & "Hands"', 'Łódź Ærøskøbing Straße', ']]><!--'),
  ),
});
const file: fc.Arbitrary<PaymentFile> = fc
  .record({
    from: account,
    user: digits(6),
    payments: fc.array(fc.record({ to: account, pence: fc.bigInt({ min: 1n, max: 99_999_999n }) }), {
      minLength: 1,
      maxLength: 40,
    }),
  })
  .map(({ from, user, payments }) => ({
    from,
    serviceUserNumber: user,
    reference: 'PR-ABCD-2345',
    releasedAt: '2026-12-31T10:00:00Z',
    releasedOn: '2026-12-31',
    processingOn: '2027-01-04',
    payments: payments.map((one, index) => ({ ...one, reference: `PR-ABCD-2345-${index + 1}` })),
  }));

describe('the files for the bank', () => {
  it('are BACS Standard 18 whatever the names are: each line as long as it has to be, in the scheme’s letters, with right sums', () => {
    fc.assert(
      fc.property(file, (given) => {
        const text = bacsStandard18(given);
        expect(text).toMatch(/^[A-Z0-9.&/\- \r\n]*$/);
        const lines = text.split('\r\n');
        expect(lines.pop()).toBe('');
        const records = lines.filter((line) => line.length === 106);
        const labels = lines.filter((line) => line.length === 80);
        expect(labels.map((line) => line.slice(0, 4))).toEqual([
          'VOL1',
          'HDR1',
          'HDR2',
          'UHL1',
          'EOF1',
          'EOF2',
          'UTL1',
        ]);
        expect(records.length + labels.length).toBe(lines.length);
        const total = given.payments.reduce((sum, { pence }) => sum + pence, 0n);
        const sum = (code: string): bigint =>
          records
            .filter((line) => line.slice(15, 17) === code)
            .reduce((all, line) => all + BigInt(line.slice(35, 46)), 0n);
        expect(sum('99')).toBe(total);
        expect(sum('17')).toBe(total);
        const trailer = labels.at(-1) ?? '';
        expect([BigInt(trailer.slice(4, 17)), BigInt(trailer.slice(17, 30))]).toEqual([total, total]);
        expect([Number(trailer.slice(30, 37)), Number(trailer.slice(37, 44))]).toEqual([1, given.payments.length]);
        for (const [index, { to, pence, reference }] of given.payments.entries()) {
          const line = records[index] ?? '';
          expect(line.slice(0, 17)).toBe(`${to.sortCode}${to.accountNumber}099`);
          expect(line.slice(17, 31)).toBe(`${given.from.sortCode}${given.from.accountNumber}`);
          expect(BigInt(line.slice(35, 46))).toBe(pence);
          expect(line.slice(64, 82).trimEnd()).toBe(reference);
          expect(line.slice(100)).toBe(' 27004');
        }
        expect(labels[3]?.slice(4, 10)).toBe(' 27004');
      }),
    );
  });

  it('are pain.001.001.09 with the same sums and accounts, and nothing that a name could break', () => {
    const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'CdtTrfTxInf' });
    fc.assert(
      fc.property(file, (given) => {
        const { Document } = parser.parse(pain001(given)) as {
          Document: {
            CstmrCdtTrfInitn: {
              GrpHdr: { NbOfTxs: string; CtrlSum: string };
              PmtInf: {
                CtrlSum: string;
                CdtTrfTxInf: {
                  PmtId: { EndToEndId: string };
                  Amt: { InstdAmt: string };
                  CdtrAgt: { FinInstnId: { ClrSysMmbId: { MmbId: string } } };
                  CdtrAcct: { Id: { Othr: { Id: string } } };
                }[];
              };
            };
          };
        };
        const { GrpHdr, PmtInf } = Document.CstmrCdtTrfInitn;
        const pence = (pounds: string): bigint => BigInt(pounds.replace('.', ''));
        const total = given.payments.reduce((sum, one) => sum + one.pence, 0n);
        expect([pence(GrpHdr.CtrlSum), pence(PmtInf.CtrlSum), GrpHdr.NbOfTxs]).toEqual([
          total,
          total,
          String(given.payments.length),
        ]);
        expect(
          PmtInf.CdtTrfTxInf.map((one) => [
            one.PmtId.EndToEndId,
            pence(one.Amt.InstdAmt),
            one.CdtrAgt.FinInstnId.ClrSysMmbId.MmbId,
            one.CdtrAcct.Id.Othr.Id,
          ]),
        ).toEqual(
          given.payments.map((one) => [
            one.reference,
            one.pence,
            one.to.sortCode,
            `${one.to.sortCode}${one.to.accountNumber}`,
          ]),
        );
      }),
    );
  });

  it('write names in the letters that banks take', () => {
    expect(bankText('Łódź Ærøskøbing Straße', 70)).toBe('LODZ AEROSKOBING STRASSE');
    expect(bankText('Smith & Sons\r\nUTL1 <b>', 70)).toBe('SMITH & SONS UTL1 B');
    expect(bankText('A very long name of a provider', 18)).toBe('A VERY LONG NAME O');
  });
});
