import type { Actor } from '@owncourse/kernel/contract';

export const PHOTOS = Symbol('PhotosPort');

export type PhotoSize = 'wide' | 'small';

export interface ServicePhotoInput {
  readonly serviceId: string;
  /** What is to be seen, for who does not see it. */
  readonly alt: string;
  readonly contentBase64: string;
}

export interface PhotoContent {
  /** WebP. */
  readonly content: Buffer;
  /** Everybody may see it now, and keep it for a while. */
  readonly isPublic: boolean;
}

export interface PhotosPort {
  /** Null for what is not there, and for what the reader may not see. */
  content(reader: Actor | null, photoId: string, size: PhotoSize): Promise<PhotoContent | null>;
}
