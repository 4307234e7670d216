import { documentFonts } from './document-fonts.js';
import { type DocumentSizes, documentSizes } from './document-sizes.js';
import { type DocumentTable, TableLayout } from './document-table.js';

const MILLIMETRE = 72 / 25.4;
/** From the edges of the page, in points: the window's own place, wherever the page has slid to in the envelope. */
const WINDOW = {
  left: 25 * MILLIMETRE,
  top: 55 * MILLIMETRE,
  width: 82 * MILLIMETRE,
  /** Where the rest of the letter begins at the earliest. */
  end: 100 * MILLIMETRE,
  size: 12,
} as const;

export interface DocumentOptions {
  /** Stands in the window's title bar, and is what a screen reader says first. */
  readonly title: string;
  /** Who speaks, such as the council. */
  readonly author: string;
  /** From the injected clock: the same content at the same moment is the same file, byte for byte. */
  readonly createdAt: Date;
  /** 18 points and more. */
  readonly largePrint?: boolean;
  readonly landscape?: boolean;
  /** In small print beside the page number. */
  readonly footer?: string;
}

/**
 * A tagged PDF (PDF/UA): title, headings, paragraphs, lists, tables and pictures in the order they are added, in
 * British English, with page numbers and the product's own font. Every call adds below what is there.
 */
export class DocumentBuilder {
  private readonly body: PDFKit.PDFStructureElement;

  private constructor(
    private readonly pdf: PDFKit.PDFDocument,
    private readonly sizes: DocumentSizes,
    private readonly options: DocumentOptions,
  ) {
    this.body = pdf.struct('Document');
    pdf.addStructure(this.body);
  }

  /** Loads the writer at the first document, not at the start of every process. */
  static async open(options: DocumentOptions): Promise<DocumentBuilder> {
    const { default: PdfDocument } = await import('pdfkit');
    const sizes = documentSizes(options.largePrint ?? false);
    const pdf = new PdfDocument({
      size: 'A4',
      layout: options.landscape ? 'landscape' : 'portrait',
      margins: { top: sizes.margin, left: sizes.margin, right: sizes.margin, bottom: sizes.margin + 2 * sizes.small },
      pdfVersion: '1.7',
      lang: 'en-GB',
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      // Without this the writer would put its own Helvetica, which lies on no paper of ours.
      font: documentFonts.regular(),
      ...({ subset: 'PDF/UA' } as object),
      info: {
        Title: plainMetadata(options.title),
        Author: plainMetadata(options.author),
        Producer: 'Owncourse',
        Creator: 'Owncourse',
        CreationDate: options.createdAt,
      },
    });
    pdf.registerFont('regular', documentFonts.regular());
    pdf.registerFont('bold', documentFonts.bold());
    pdf.fillColor('#1b1f23').strokeColor('#1b1f23');
    return new DocumentBuilder(pdf, sizes, options);
  }

  /** The first heading, once. */
  title(text: string): this {
    return this.text('H1', text, { size: this.sizes.title, bold: true, after: 0.6 });
  }

  heading(text: string, level: 2 | 3 = 2): this {
    const size = level === 2 ? this.sizes.heading : this.sizes.body + 1;
    // A heading alone at the foot of a page has lost its text.
    this.keepTogether(size + 4 * this.sizes.body);
    if (this.pdf.y > this.sizes.margin) this.pdf.y += this.sizes.body * 0.6;
    return this.text(level === 2 ? 'H2' : 'H3', text, { size, bold: true, after: 0.4 });
  }

  paragraph(text: string, how: { readonly bold?: boolean } = {}): this {
    return this.text('P', text, { size: this.sizes.body, bold: how.bold ?? false, after: 0.7 });
  }

  /** Lines that stand under each other without space, such as an address. */
  lines(lines: readonly string[]): this {
    return this.paragraph(lines.join('\n'));
  }

  /**
   * A name and an address where a window envelope (DL, or C5 and C4 of the same window) shows them when the page is
   * folded or put in flat. For who sorts the post, not for the reader: in the size that machines read, never larger.
   */
  envelopeWindow(lines: readonly string[]): this {
    const element = this.pdf.struct('P');
    this.body.add(element);
    this.pdf.x = WINDOW.left;
    this.pdf.y = Math.max(this.pdf.y, WINDOW.top);
    element.add(() => {
      this.pdf
        .font('regular')
        .fontSize(WINDOW.size)
        .text(lines.join('\n'), this.pdf.x, this.pdf.y, { width: WINDOW.width, lineGap: 0 });
    });
    element.end();
    this.pdf.x = this.sizes.margin;
    this.pdf.y = Math.max(this.pdf.y + this.sizes.body, WINDOW.end);
    return this;
  }

  list(items: readonly string[]): this {
    const list = this.pdf.struct('L');
    this.body.add(list);
    for (const item of items) {
      const one = this.pdf.struct('LI');
      list.add(one);
      const label = this.pdf.struct('Lbl');
      const words = this.pdf.struct('LBody');
      one.add(label);
      this.keepTogether(2 * this.sizes.body);
      const { y } = this.pdf;
      label.add(() => {
        this.write('•', { size: this.sizes.body, bold: false });
      });
      label.end();
      one.add(words);
      this.pdf.x = this.sizes.margin + this.sizes.body * 1.2;
      this.pdf.y = y;
      words.add(() => {
        this.write(item, { size: this.sizes.body, bold: false });
      });
      words.end();
      one.end();
      this.pdf.x = this.sizes.margin;
      this.pdf.y += this.sizes.body * 0.3;
    }
    list.end();
    this.pdf.y += this.sizes.body * 0.4;
    return this;
  }

  table(table: DocumentTable): this {
    this.keepTogether(6 * this.sizes.body);
    new TableLayout(this.pdf, this.sizes, table).draw(this.body);
    return this;
  }

  /** A JPEG or PNG, as wide as the page at most. @param alt what it shows, for people who do not see it */
  image(bytes: Buffer, alt: string): this {
    const figure = this.pdf.struct('Figure', { alt });
    const width = this.pdf.page.width - 2 * this.sizes.margin;
    const height = this.bottom() - this.sizes.margin;
    const picture = (this.pdf as unknown as { openImage(source: Buffer): { width: number; height: number } }).openImage(
      bytes,
    );
    const scale = Math.min(1, width / picture.width, height / picture.height);
    this.keepTogether(picture.height * scale);
    this.body.add(figure);
    figure.add(() => {
      this.pdf.image(picture as unknown as Buffer, this.sizes.margin, this.pdf.y, { width: picture.width * scale });
    });
    figure.end();
    this.pdf.x = this.sizes.margin;
    this.pdf.y += this.sizes.body;
    return this;
  }

  newPage(): this {
    this.pdf.addPage();
    return this;
  }

  /** The whole file. Nothing can be added afterwards. */
  async finish(): Promise<Buffer> {
    this.body.end();
    this.numberPages();
    const chunks: Buffer[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      this.pdf.on('data', (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)));
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    this.pdf.end();
    await ended;
    return Buffer.concat(chunks);
  }

  private text(
    tag: string,
    text: string,
    how: { readonly size: number; readonly bold: boolean; readonly after: number },
  ): this {
    const element = this.pdf.struct(tag);
    this.body.add(element);
    element.add(() => {
      this.write(text, how);
    });
    element.end();
    this.pdf.y += this.sizes.body * how.after;
    return this;
  }

  private write(text: string, how: { readonly size: number; readonly bold: boolean }): void {
    this.pdf
      .font(how.bold ? 'bold' : 'regular')
      .fontSize(how.size)
      .text(text, this.pdf.x, this.pdf.y, {
        width: this.pdf.page.width - this.sizes.margin - this.pdf.x,
        lineGap: this.sizes.lineGap,
      });
  }

  private keepTogether(height: number): void {
    if (this.pdf.y + height > this.bottom()) this.pdf.addPage();
  }

  private bottom(): number {
    return this.pdf.page.height - this.pdf.page.margins.bottom;
  }

  private numberPages(): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.pdf.switchToPage(page);
      const { margins, height, width } = this.pdf.page;
      const kept = margins.bottom;
      // Below the margin, where text would otherwise begin a new page.
      margins.bottom = 0;
      this.pdf.markContent('Artifact', { type: 'Pagination' });
      const y = height - this.sizes.margin * 0.6 - this.sizes.small;
      this.pdf.font('regular').fontSize(this.sizes.small);
      if (this.options.footer)
        this.pdf.text(this.options.footer, this.sizes.margin, y, { width: width * 0.55, lineBreak: false });
      this.pdf.text(`Page ${page - start + 1} of ${count}`, this.sizes.margin, y, {
        width: width - 2 * this.sizes.margin,
        align: 'right',
        lineBreak: false,
      });
      this.pdf.endMarkedContent();
      margins.bottom = kept;
    }
  }
}

/** The writer puts these into XML as they are. */
function plainMetadata(text: string): string {
  return text.replaceAll('&', 'and').replace(/[<>]/g, '');
}
