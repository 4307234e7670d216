import { Refusal } from '@owncourse/kernel/contract';

export interface PhotoFile {
  /** WebP, at most 1200 pixels wide and high. */
  readonly wide: Buffer;
  /** WebP, at most 400. */
  readonly small: Buffer;
  /** Of the wide one. */
  readonly width: number;
  readonly height: number;
}

export const LARGEST_PHOTO_BYTES = 10 * 1024 * 1024;
/** A phone's best camera has about 50 million; above this a small file unpacks into all of the memory. */
const MOST_PIXELS = 64_000_000;
const WIDE = 1200;
const SMALL = 400;
const PICTURES: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);

function notReadable(): Refusal {
  return Refusal.invalid('photo', 'We could not read that file. Send a photo as JPEG, PNG or WebP.');
}

function tooLarge(): Refusal {
  return Refusal.invalid('photo', 'That file is more than 10 MB. Take a smaller photo, or make the file smaller.');
}

/**
 * A photo as everybody may see it. What it is, its content says, never its name; it is made anew in two sizes, upright,
 * and nothing that a camera wrote beside the picture is kept.
 * @throws Refusal INVALID_INPUT on `photo`
 */
export async function readPhoto(bytes: Buffer): Promise<PhotoFile> {
  if (bytes.length === 0) throw Refusal.invalid('photo', 'Choose a photo.');
  if (bytes.length > LARGEST_PHOTO_BYTES) throw tooLarge();
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await picture.metadata();
    if (!PICTURES.has(format)) throw notReadable();
    const inside = (side: number) =>
      picture
        .clone()
        .autoOrient()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .webp({ quality: 78 })
        .toBuffer({ resolveWithObject: true });
    const wide = await inside(WIDE);
    const small = await inside(SMALL);
    return { wide: wide.data, small: small.data, width: wide.info.width, height: wide.info.height };
  } catch {
    // Whatever the reader of pictures makes of it, the provider can only send another file.
    throw notReadable();
  }
}

/** @throws Refusal INVALID_INPUT on `photo` */
export function photoFromBase64(text: string): Buffer {
  // Four letters are three bytes; longer text is not even unpacked.
  if (text.length > (LARGEST_PHOTO_BYTES * 4) / 3 + 8) throw tooLarge();
  return Buffer.from(text, 'base64');
}
