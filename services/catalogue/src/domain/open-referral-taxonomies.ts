import type { FeedObject } from '../contract/open-referral.port.js';

export type TaxonomyKey = 'support-type' | 'who-for' | 'language' | 'access' | 'worker';

interface Taxonomy {
  readonly id: string;
  readonly key: TaxonomyKey;
  readonly name: string;
  readonly description: string;
  /** What an attribute with such a term says of its service. */
  readonly linkType: string;
}

/** Our own word lists. Their ids never change: copies of the feed hold them. */
export const TAXONOMIES: readonly Taxonomy[] = [
  {
    id: '6f1d0f5e-2c0b-8a51-a6f0-2b8e3a7c1001',
    key: 'support-type',
    name: 'Kinds of support',
    description: 'What a service or group is, in the words that people search with.',
    linkType: 'service_type',
  },
  {
    id: '6f1d0f5e-2c0b-8a51-a6f0-2b8e3a7c1002',
    key: 'who-for',
    name: 'Who it is for',
    description: 'The people whom a service is meant for.',
    linkType: 'eligibility',
  },
  {
    id: '6f1d0f5e-2c0b-8a51-a6f0-2b8e3a7c1003',
    key: 'language',
    name: 'Languages',
    description: 'Languages that somebody of the service speaks or signs.',
    linkType: 'language',
  },
  {
    id: '6f1d0f5e-2c0b-8a51-a6f0-2b8e3a7c1004',
    key: 'access',
    name: 'Access',
    description: 'What the service does so that people can take part.',
    linkType: 'accessibility',
  },
  {
    id: '6f1d0f5e-2c0b-8a51-a6f0-2b8e3a7c1005',
    key: 'worker',
    name: 'Workers',
    description: 'Whether a woman or a man can be asked for.',
    linkType: 'worker',
  },
];

export const VOCABULARY_VERSION = '1';

/** A term as the database keeps it. */
export interface TermRow {
  readonly termId: string;
  readonly taxonomy: TaxonomyKey;
  readonly name: string;
  readonly description: string;
  readonly parentId: string | null;
}

export function taxonomyOf(key: TaxonomyKey): Taxonomy {
  const found = TAXONOMIES.find((taxonomy) => taxonomy.key === key);
  if (!found) throw new Error(`No taxonomy ${key}.`);
  return found;
}

export function taxonomyObject({ id, name, description }: Taxonomy): FeedObject {
  return { id, name, description, version: VOCABULARY_VERSION };
}

export function termObject(row: TermRow): FeedObject {
  const { id, name } = taxonomyOf(row.taxonomy);
  return {
    id: row.termId,
    name: row.name,
    description: row.description,
    ...(row.parentId === null ? {} : { parent_id: row.parentId }),
    taxonomy: name,
    taxonomy_id: id,
    term: row.name,
  };
}
