export const PUBLIC_PAGES = Symbol('PublicPagesPort');

/** The storefront's public pages of what is in the catalogue, by the first part of their addresses. */
export const PUBLIC_PAGE_KINDS = ['services', 'providers', 'community'] as const;
export type PublicPageKind = (typeof PUBLIC_PAGE_KINDS)[number];

/** Which public pages there are, for search engines: what everybody may see, and nothing else. */
export interface PublicPagesPort {
  count(kind: PublicPageKind): Promise<number>;
  /** @returns ids in their own order, `size` of them after the first `from` */
  ids(kind: PublicPageKind, from: number, size: number): Promise<string[]>;
}
