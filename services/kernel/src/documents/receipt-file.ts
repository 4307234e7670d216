import { Refusal } from '../errors/refusal.js';

export interface ReceiptFile {
  readonly contentType: 'image/jpeg' | 'application/pdf';
  readonly content: Buffer;
}

export const LARGEST_RECEIPT_BYTES = 10 * 1024 * 1024;
/** A phone's best camera has about 50 million; above this a small file unpacks into all of the memory. */
const MOST_PIXELS = 64_000_000;
/** Enough to read the small print of a till receipt. */
const LONGEST_SIDE = 2200;
const PICTURES: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);

function notReadable(): Refusal {
  return Refusal.invalid('receipt', 'We could not read that file. Send a photo (JPEG, PNG or WebP) or a PDF.');
}

/**
 * A receipt as it is kept: what it is, its content says, never its name. Pictures are made anew, upright, without the
 * place and time of taking.
 * @throws Refusal INVALID_INPUT on `receipt`
 */
export async function readReceipt(bytes: Buffer): Promise<ReceiptFile> {
  if (bytes.length === 0) throw Refusal.invalid('receipt', 'That file is empty. Choose another.');
  if (bytes.length > LARGEST_RECEIPT_BYTES)
    throw Refusal.invalid('receipt', 'That file is more than 10 MB. Take a smaller photo, or make the file smaller.');
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return { contentType: 'application/pdf', content: bytes };
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await picture.metadata();
    if (!PICTURES.has(format)) throw notReadable();
    const content = await picture
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer();
    return { contentType: 'image/jpeg', content };
  } catch {
    // Whatever the reader of pictures makes of it, the person can only send another file.
    throw notReadable();
  }
}

/** @throws Refusal INVALID_INPUT on `receipt` */
export function receiptFromBase64(text: string): Buffer {
  // Four letters are three bytes; longer text is not even unpacked.
  if (text.length > (LARGEST_RECEIPT_BYTES * 4) / 3 + 8)
    throw Refusal.invalid('receipt', 'That file is more than 10 MB. Take a smaller photo, or make the file smaller.');
  return Buffer.from(text, 'base64');
}
