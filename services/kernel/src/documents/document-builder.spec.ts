import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { DocumentBuilder, type DocumentOptions } from './document-builder.js';

const options: DocumentOptions = {
  title: 'Your statement <March> & April',
  author: 'Marlbridge Council',
  createdAt: new Date('2026-03-03T09:00:00Z'),
  footer: 'Marlbridge Council',
};

async function made(change: Partial<DocumentOptions>, rows = 3): Promise<Buffer> {
  const builder = await DocumentBuilder.open({ ...options, ...change });
  return builder
    .title('Your statement')
    .lines(['Łucja Żółć', '1 High Street'])
    .heading('What was paid')
    .paragraph('Everything that came in and went out.')
    .list(['wages', 'petrol'])
    .table({
      columns: [
        { heading: 'Day', weight: 1 },
        { heading: 'What', weight: 2 },
        { heading: 'How much', weight: 1, align: 'right' },
      ],
      rows: Array.from({ length: rows }, (_, row) => [`${row + 1} March`, 'Wages', '£48.20']),
      totals: ['', 'Together', '£144.60'],
    })
    .finish();
}

function count(pdf: Buffer, pattern: RegExp): number {
  return pdf.toString('latin1').match(pattern)?.length ?? 0;
}

/** The drawing commands of all pages and the other packed streams. */
function streams(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)]
    .map((found) => inflateSync(Buffer.from(found[1] ?? '', 'latin1')).toString('latin1'))
    .join('\n');
}

describe('a document', () => {
  it('is tagged, in British English, with a title a reader can say', async () => {
    const pdf = await made({});
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(count(pdf, /\/Marked true/g)).toBe(1);
    expect(count(pdf, /\/Lang \(en-GB\)/g)).toBe(1);
    expect(count(pdf, /\/DisplayDocTitle true/g)).toBe(1);
    expect(pdf.toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.toString('latin1')).toContain('Your statement March and April');
    const tags = ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD'];
    expect(tags.map((tag) => [tag, count(pdf, new RegExp(`/S /${tag}\\n`, 'g'))])).toEqual([
      ['Document', 1],
      ['H1', 1],
      ['H2', 1],
      ['P', 2],
      ['L', 1],
      ['LI', 2],
      ['Table', 1],
      ['TR', 5],
      ['TH', 3],
      ['TD', 12],
    ]);
    expect(count(pdf, /\/Scope \/Column/g)).toBe(3);
  });

  it('carries its own fonts and asks the machine for none', async () => {
    const pdf = await made({});
    expect(count(pdf, /\/FontFile2/g)).toBe(2);
    expect(pdf.toString('latin1')).not.toMatch(/Helvetica|Times|Courier/);
  });

  it('is the same file for the same content and moment', async () => {
    expect((await made({})).equals(await made({}))).toBe(true);
    expect((await made({})).equals(await made({}, 4))).toBe(false);
  });

  it('repeats headings for the eye only, and numbers each page', async () => {
    const pdf = await made({}, 120);
    const pages = count(pdf, /\/Type \/Page\n/g);
    expect(pages).toBeGreaterThan(3);
    // Readers hear the headings once.
    expect(count(pdf, /\/S \/TH\n/g)).toBe(3);
    expect(count(pdf, /\/S \/TR\n/g)).toBe(122);
    // One artifact for the numbers of each page, one for the headings of each page after the first.
    expect(streams(pdf).match(/\/Artifact <<\n\/Type \/Pagination/g)).toHaveLength(pages + (pages - 1));
  });

  it('prints nothing under 18 points in large print', async () => {
    const sizes = (pdf: Buffer) =>
      [...streams(pdf).matchAll(/\/F\d+ ([\d.]+) Tf/g)].map((found) => Number(found[1])).sort((a, b) => a - b);
    const [large, ordinary] = [sizes(await made({ largePrint: true })), sizes(await made({}))];
    expect(large.length).toBeGreaterThan(10);
    expect(large[0]).toBe(18);
    expect(ordinary[0]).toBe(10);
  });

  it('shows an address in the window of an envelope: 25 mm from the left, 55 mm from the top, in 12 points', async () => {
    const page = async (lines: number): Promise<string> => {
      const builder = await DocumentBuilder.open({ ...options, largePrint: true });
      builder.lines(['Marlbridge Council', '10 March 2026']);
      builder.envelopeWindow(Array.from({ length: lines }, (_, line) => `Line ${line}`));
      return streams(await builder.title('News').finish());
    };
    /** From the left and from the foot of a page of 842 points, and the size. */
    const places = (drawn: string) =>
      [...drawn.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm\s+\/F\d+ ([\d.]+) Tf/g)].map(([, x, y, size]) => ({
        x: Math.round(Number(x)),
        y: Math.round(Number(y)),
        size: Number(size),
      }));
    const three = places(await page(3)).filter(({ size }) => size === 12);
    expect(three.map(({ x }) => x)).toEqual([71, 71, 71]);
    const [top = 0, bottom = 0] = [three[0]?.y, three[2]?.y];
    // The first line's foot stands below 55 mm (156 points), the last above 90 mm (255 points).
    expect([842 - top > 156, 842 - top < 172, 842 - bottom < 255]).toEqual([true, true, true]);
    const seven = places(await page(7)).filter(({ size }) => size === 12);
    expect(seven).toHaveLength(7);
    expect(842 - (seven[6]?.y ?? 0)).toBeLessThan(262);
    // What follows begins in the same place, however many lines there are.
    const title = (found: ReturnType<typeof places>) => found.find(({ size }) => size === 30)?.y;
    expect(title(places(await page(7)))).toBe(title(places(await page(3))));
  });

  it('shows a picture with words for those who do not see it', async () => {
    const builder = await DocumentBuilder.open(options);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const pdf = await builder.title('Receipt').image(png, 'A till receipt').finish();
    expect(count(pdf, /\/S \/Figure\n/g)).toBe(1);
    expect(count(pdf, /\/Alt \(A till receipt\)/g)).toBe(1);
  });
});
