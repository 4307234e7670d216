import type { IncomingHttpHeaders } from 'node:http';

/** What a copy is compared with. */
export interface Version {
  /** With its quotation marks. */
  readonly etag: string;
  /** A whole second; null where none can be told. */
  readonly lastModified: Date | null;
}

const SECOND = 1000;

/**
 * The second of the last change, or null while that second is not over: something may still change in it, and a copy from
 * then would look new for ever (RFC 9110, 8.8.2).
 */
export function lastModifiedOf(changedAt: Date | null, now: Date): Date | null {
  if (changedAt === null) return null;
  const second = Math.floor(changedAt.getTime() / SECOND);
  return second < Math.floor(now.getTime() / SECOND) ? new Date(second * SECOND) : null;
}

/** Whether the copy that a reader has is still right (RFC 9110, 13.1): tags count before dates. */
export function isNotModified(headers: IncomingHttpHeaders, { etag, lastModified }: Version): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined)
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return lastModified !== null && !Number.isNaN(since) && lastModified.getTime() <= since;
}
