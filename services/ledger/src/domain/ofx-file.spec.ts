import { describe, expect, it } from '@jest/globals';
import { readOfx } from './ofx-file.js';

const FROM = '2026-03-02';
const TODAY = '2026-04-08';
const read = (text: string) => readOfx(text, FROM, TODAY);

const SGML = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260408120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>GBP
<BANKACCTFROM><BANKID>404142<ACCTID>40414212345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260330<DTEND>20260405
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260401120000[0:GMT]<TRNAMT>-48.20<FITID>2026-0002<NAME>ANN BAKER &amp; SON<MEMO>WAGES</STMTTRN>
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20260330
<TRNAMT>400
<FITID>2026-0001
<NAME>FIRST COUNCIL DP
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>351.80<DTASOF>20260405</LEDGERBAL>
<AVAILBAL><BALAMT>9999.99<DTASOF>20260405</AVAILBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

const line = (changes: Readonly<Record<string, string>> = {}): string => {
  const fields = { DTPOSTED: '20260401', TRNAMT: '-1.00', FITID: '7', NAME: 'SHOP', ...changes };
  const inside = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<STMTTRN>${inside.join('')}</STMTTRN>`;
};
const xml = (lines: string, more = ''): string =>
  `<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n<OFX>${more}<BANKTRANLIST>${lines}</BANKTRANLIST></OFX>`;

describe('a statement in OFX', () => {
  it('1 (SGML): payments, the account’s last digits, and the balance after the last of them', () => {
    expect(read(SGML)).toEqual({
      accountEnding: '5678',
      lines: [
        { onDay: '2026-03-30', words: 'FIRST COUNCIL DP', amountPence: 40_000n, bankId: '2026-0001' },
        { onDay: '2026-04-01', words: 'ANN BAKER & SON WAGES', amountPence: -4820n, bankId: '2026-0002' },
      ],
      balances: { openingPence: 0n, closingPence: 35_180n },
      leftOut: 0,
      problems: [],
    });
  });

  it('2 (XML) is the same; a comma parts pence, and lines from before the budget are left out', () => {
    expect(read(xml(line({ TRNAMT: '-12,5', MEMO: 'SHOP' }) + line({ DTPOSTED: '20260301', FITID: '6' })))).toEqual({
      accountEnding: '',
      lines: [{ onDay: '2026-04-01', words: 'SHOP', amountPence: -1250n, bankId: '7' }],
      balances: null,
      leftOut: 1,
      problems: [],
    });
  });

  it('tells no balance that is of another day than the last of the file', () => {
    expect(read(SGML.replace('<DTASOF>20260405</LEDGERBAL>', '<DTASOF>20260408</LEDGERBAL>')).balances).toBeNull();
    expect(read(SGML.replace('<DTASOF>20260405</LEDGERBAL>', '<DTASOF>20260331</LEDGERBAL>')).balances).toBeNull();
  });

  it.each([
    ['a sum that is none', { TRNAMT: '1e3' }, 'TRNAMT'],
    ['more than two digits of pence', { TRNAMT: '-1.005' }, 'TRNAMT'],
    ['thousands with a comma', { TRNAMT: '-1,204.60' }, 'TRNAMT'],
    ['a sum beyond all sums', { TRNAMT: '99999999999999999999' }, 'TRNAMT'],
    ['a day that is none', { DTPOSTED: '20260231' }, 'DTPOSTED'],
    ['words where the day is', { DTPOSTED: '20260401; drop' }, 'DTPOSTED'],
    ['a day to come', { DTPOSTED: '20260409' }, 'DTPOSTED'],
    ['no number of the bank', { FITID: '' }, 'FITID'],
  ])('names %s, and keeps nothing', (_, changes, column) => {
    const { problems } = read(xml(line({ FITID: '1' }) + line(changes)));
    expect(problems).toMatchObject([{ row: 3, column }]);
  });

  it.each([
    ['another currency', xml(line(), '<CURDEF>EUR'), 'CURDEF'],
    ['two accounts', xml(line(), '<ACCTID>12345678<ACCTID>87654321'), 'ACCTID'],
    ['no payment', xml(''), ''],
    ['no statement', 'OFXHEADER:100\n\nnothing', ''],
    ['a payment that does not end', xml(line().replace('</STMTTRN>', '')), ''],
    ['a payment inside a payment', xml(line().replace('<NAME>', '<STMTTRN><NAME>')), ''],
    ['an end without a beginning', xml('</STMTTRN>'), ''],
    [
      'entities of its own',
      `<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY a SYSTEM "file:///etc/passwd">]>${xml(line())}`.replace(
        '<OFX>',
        '<OFX><!ENTITY b "c">',
      ),
      '',
    ],
    ['a script', xml(line({ NAME: '<script>alert(1)</script>' })), ''],
    ['a tag without an end', `${xml(line())}<${'A'.repeat(200_000)}`, ''],
    ['a value without an end', xml(line({ NAME: 'A'.repeat(200_000) })), ''],
    ['nothing but signs', `<OFX>${'<'.repeat(600_000)}`, ''],
  ])('refuses %s whole', (_, text, column) => {
    const { lines, problems } = read(text);
    expect(lines).toEqual([]);
    expect(problems).toMatchObject([{ column }]);
  });

  it('leaves unknown entities as they are, and knows no code that is no letter', () => {
    const [one] = read(xml(line({ NAME: 'A &xxe; &#65; &#0; &#55296; &lt;b&gt;' }))).lines;
    expect(one?.words).toBe('A &xxe; A <b>');
  });

  it('reads at most 5,000 payments', () => {
    const many = Array.from({ length: 5001 }, (__, index) => line({ FITID: String(index) })).join('');
    expect(read(xml(many)).problems).toMatchObject([{ remedy: expect.stringContaining('at most 5000') }]);
  });
});
