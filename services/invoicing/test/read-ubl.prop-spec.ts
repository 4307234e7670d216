import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentDifferences } from '../src/domain/incoming-invoice.js';
import { documentTotals } from '../src/domain/electronic-document.js';
import { edgeCases } from '../src/export/edge-cases.js';
import { ublDocument } from '../src/export/ubl-document.js';
import { readUbl, UnreadableInvoice } from '../src/incoming/read-ubl.js';

/** Read, or refused in words; anything else is thrown on. */
function readOrWords(bytes: Uint8Array): void {
  try {
    readUbl(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableInvoice)) throw error;
    expect(error.message).not.toBe('');
  }
}

const ours = edgeCases().filter((one) => one.kind === 'INVOICE');

describe('the reader of invoices', () => {
  it.each(ours.map((one) => [one.number, one] as const))(
    'reads %s as we write it, to the penny',
    (_number, document) => {
      const read = readUbl(Buffer.from(ublDocument(document)));
      expect(read.number).toBe(document.number);
      expect(read.lines.map((line) => line.netPence)).toEqual(
        document.lines.map((line) => line.grossPence - line.vatPence),
      );
      expect(read.lines.map((line) => line.quantity)).toEqual(document.lines.map((line) => line.quantity));
      expect(read.payablePence).toBe(documentTotals(document).payablePence);
      const problems = documentDifferences(read).filter(
        ({ code }) => code !== 'ALLOWANCE' && document.allowances.length === 0,
      );
      expect(problems).toEqual([]);
    },
  );

  it('never breaks on bytes of any kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readOrWords), { numRuns: 300 });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', '/', '!', '?', 'Invoice', ' xmlns="', '"', '&', ';', '[', ']', '-', 'a'), {
          maxLength: 40,
        }),
        (parts) => {
          readOrWords(Buffer.from(parts.join('')));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never breaks on one of ours that was changed anywhere', () => {
    const texts = ours.slice(0, 6).map((one) => ublDocument(one));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.constantFrom('', '<', '>', '&#0;', '&#xD800;', '999999999999999', '-', '<a>', '</a>', '\u0000', 'é'),
        (text, at, length, put) => {
          const from = at % text.length;
          readOrWords(Buffer.from(text.slice(0, from) + put + text.slice(from + length)));
        },
      ),
      { numRuns: 400 },
    );
  });
});
