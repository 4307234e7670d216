import type { DocumentSizes } from './document-sizes.js';

export interface DocumentColumn {
  readonly heading: string;
  /** Parts of the width: 2 beside 1 is two thirds. */
  readonly weight: number;
  /** Sums of money stand under each other on the right. */
  readonly align?: 'left' | 'right';
}

export interface DocumentTable {
  readonly columns: readonly DocumentColumn[];
  /** One text for each column. */
  readonly rows: readonly (readonly string[])[];
  /** A last row in bold. */
  readonly totals?: readonly string[];
}

interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** Widths by weight, but no column narrower than its least; the others give way. */
function shareWidth(whole: number, weights: readonly number[], least: readonly number[]): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = weights.map((_, index) => index).filter((index) => !fixed.has(index));
    const rest = whole - [...fixed].reduce((sum, index) => sum + (least[index] ?? 0), 0);
    const total = free.reduce((sum, index) => sum + (weights[index] ?? 0), 0);
    const width = (index: number) => (fixed.has(index) ? (least[index] ?? 0) : (rest * (weights[index] ?? 0)) / total);
    const tooNarrow = free.find((index) => width(index) < (least[index] ?? 0));
    if (tooNarrow === undefined || free.length === 1) return weights.map((_, index) => width(index));
    fixed.add(tooNarrow);
  }
}

/** Places a table's cells: widths by weight, heights by their texts, a new page with the headings again when it is full. */
export class TableLayout {
  private readonly widths: readonly number[];

  constructor(
    private readonly pdf: PDFKit.PDFDocument,
    private readonly sizes: DocumentSizes,
    private readonly table: DocumentTable,
  ) {
    const whole = pdf.page.width - 2 * sizes.margin;
    const least = table.columns.map((column, index) => (column.align === 'right' ? this.widest(index) : 0));
    this.widths = shareWidth(
      whole,
      table.columns.map((column) => column.weight),
      least,
    );
  }

  /** A sum of money is never broken into two lines. */
  private widest(index: number): number {
    const { columns, rows, totals } = this.table;
    const bold = [columns[index]?.heading ?? '', totals?.[index] ?? ''];
    this.pdf.font('bold').fontSize(this.sizes.body);
    const headings = bold.map((text) => this.pdf.widthOfString(text));
    this.pdf.font('regular');
    const texts = rows.map((row) => this.pdf.widthOfString(row[index] ?? ''));
    return Math.max(...headings, ...texts) + this.sizes.cellPadding + 1;
  }

  draw(parent: PDFKit.PDFStructureElement): void {
    const element = this.pdf.struct('Table');
    parent.add(element);
    const headings = this.table.columns.map((column) => column.heading);
    this.row(element, headings, { heading: true });
    for (const texts of this.table.rows) this.row(element, texts, {});
    if (this.table.totals) this.row(element, this.table.totals, { bold: true });
    element.end();
    this.pdf.x = this.sizes.margin;
    this.pdf.y += this.sizes.body;
  }

  private row(
    element: PDFKit.PDFStructureElement,
    texts: readonly string[],
    how: { readonly heading?: boolean; readonly bold?: boolean },
  ): void {
    const bold = (how.heading ?? false) || (how.bold ?? false);
    const cells = this.cells(texts);
    const height = this.height(cells, bold);
    if (this.pdf.y + height > this.bottom()) {
      this.pdf.addPage();
      if (!how.heading) this.repeatHeadings();
    }
    const top = this.pdf.y;
    const row = this.pdf.struct('TR');
    element.add(row);
    for (const cell of cells) {
      // A screen reader tells the heading of a column with each cell under it.
      const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = how.heading
        ? { scope: 'Column' }
        : {};
      const one = this.pdf.struct(how.heading ? 'TH' : 'TD', options);
      row.add(one);
      one.add(() => {
        this.text(cell, top, height, bold);
      });
      one.end();
    }
    row.end();
    this.line(top + height, how.heading ? 1.5 : 0.5);
  }

  /** On a new page the headings stand again for the eye; readers have heard them, so to them it is an artifact. */
  private repeatHeadings(): void {
    const cells = this.cells(this.table.columns.map((column) => column.heading));
    const height = this.height(cells, true);
    const top = this.pdf.y;
    this.pdf.markContent('Artifact', { type: 'Pagination' });
    for (const cell of cells) this.text(cell, top, height, true);
    this.pdf.endMarkedContent();
    this.line(top + height, 1.5);
  }

  private cells(texts: readonly string[]): Cell[] {
    let x = this.sizes.margin;
    return this.table.columns.map((column, index) => {
      const width = this.widths[index] ?? 0;
      const cell = { text: texts[index] ?? '', x, width, align: column.align ?? ('left' as const) };
      x += width;
      return cell;
    });
  }

  private height(cells: readonly Cell[], bold: boolean): number {
    this.pdf.font(bold ? 'bold' : 'regular').fontSize(this.sizes.body);
    const highest = Math.max(
      ...cells.map((cell) =>
        this.pdf.heightOfString(cell.text || ' ', { width: this.inner(cell), lineGap: this.sizes.lineGap / 2 }),
      ),
    );
    const page = this.bottom() - this.sizes.margin - 4 * this.sizes.body;
    return Math.min(highest + 2 * this.sizes.cellPadding, page);
  }

  private text(cell: Cell, top: number, height: number, bold: boolean): void {
    const { cellPadding, lineGap, body } = this.sizes;
    this.pdf
      .font(bold ? 'bold' : 'regular')
      .fontSize(body)
      .text(cell.text, cell.x + (cell.align === 'left' ? 0 : cellPadding), top + cellPadding, {
        width: this.inner(cell),
        height: height - cellPadding,
        align: cell.align,
        lineGap: lineGap / 2,
        ellipsis: true,
      });
  }

  private line(y: number, thickness: number): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    this.pdf
      .moveTo(this.sizes.margin, y)
      .lineTo(this.pdf.page.width - this.sizes.margin, y)
      .lineWidth(thickness)
      .stroke();
    this.pdf.endMarkedContent();
    this.pdf.y = y;
  }

  private inner(cell: Cell): number {
    return cell.width - this.sizes.cellPadding;
  }

  private bottom(): number {
    return this.pdf.page.height - this.pdf.page.margins.bottom;
  }
}
