import { Injectable } from '@nestjs/common';
import { Database, isId, NOBODY, outcodeOf, type Queries, Refusal } from '@owncourse/kernel/contract';
import type {
  FeedAnswer,
  FeedObject,
  FeedPage,
  FeedResource,
  OpenReferralPort,
} from '../contract/open-referral.port.js';
import { feedQuestion, type FeedQuestion } from '../domain/open-referral-question.js';
import { listedPlace, listedService, wholePlace, wholeService } from '../domain/open-referral-service.js';
import { TAXONOMIES, taxonomyObject, termObject } from '../domain/open-referral-taxonomies.js';
import { openReferralReads } from '../persistence/open-referral.repository.js';

/** Stands for a taxonomy that is not ours: nothing has a word of it. */
const NO_TAXONOMY = 'none';

function envelope(
  { page, perPage }: FeedQuestion,
  total: number,
  contents: readonly FeedObject[],
  hasNext: boolean,
): FeedPage {
  return {
    total_items: total,
    total_pages: Math.ceil(total / perPage),
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: !hasNext,
    empty: contents.length === 0,
    contents,
  };
}

/** The Open Referral UK feed. Nobody signs in for it, so that nobody can be told more than others. */
@Injectable()
export class ReadOpenReferral implements OpenReferralPort {
  constructor(private readonly database: Database) {}

  async page(
    resource: FeedResource,
    parameters: Readonly<Record<string, unknown>>,
    site: string,
  ): Promise<FeedAnswer<FeedPage>> {
    const read = feedQuestion(parameters);
    if ('problems' in read) throw Refusal.invalidFields(read.problems);
    const { question } = read;
    return this.reading((queries) => {
      switch (resource) {
        case 'taxonomies':
          return taxonomies(queries, question);
        case 'taxonomy_terms':
          return terms(queries, question);
        case 'services':
          return entries(queries, question, (entry) => listedService(entry, site));
        case 'service_at_locations':
          return entries(queries, question, (entry) => listedPlace(entry, site));
      }
    });
  }

  async one(resource: FeedResource, id: string, site: string): Promise<FeedAnswer<FeedObject> | null> {
    if (!isId(id)) return null;
    return this.reading(async (queries) => {
      switch (resource) {
        case 'taxonomies': {
          const found = TAXONOMIES.find((taxonomy) => taxonomy.id === id.toLowerCase());
          return (
            found && { body: taxonomyObject(found), changedAt: await openReferralReads.changedAt(queries), next: null }
          );
        }
        case 'taxonomy_terms': {
          const found = await openReferralReads.term(queries, id);
          return found && { body: termObject(found), changedAt: found.changedAt, next: null };
        }
        case 'services': {
          const [entry] = await openReferralReads.entries(queries, [id]);
          return entry && { body: wholeService(entry, site), changedAt: entry.changedAt, next: null };
        }
        case 'service_at_locations': {
          const [entry] = await openReferralReads.entriesAtPlaces(queries, [id]);
          return entry && { body: wholePlace(entry, site), changedAt: entry.changedAt, next: null };
        }
      }
    }).then((found) => found ?? null);
  }

  private async reading<Answer>(read: (queries: Queries) => Promise<Answer>): Promise<Answer> {
    const reads = this.database.reads(NOBODY);
    try {
      return await read(reads);
    } finally {
      await reads.close();
    }
  }
}

type Entry = Awaited<ReturnType<typeof openReferralReads.entries>>[number];

async function entries(
  queries: Queries,
  question: FeedQuestion,
  told: (entry: Entry) => FeedObject,
): Promise<FeedAnswer<FeedPage>> {
  const { taxonomyId, postcode, ...rest } = question;
  const taxonomy = taxonomyId === null ? null : (TAXONOMIES.find(({ id }) => id === taxonomyId)?.key ?? NO_TAXONOMY);
  const page = await openReferralReads.page(queries, { ...rest, taxonomy, outcode: outcodeOf(postcode) });
  // What is withdrawn between the two reads is left out.
  const found = await openReferralReads.entries(queries, page.ids.slice(0, question.perPage));
  const last = found.at(-1);
  const hasNext = page.ids.length > question.perPage;
  return {
    body: envelope(question, page.total, found.map(told), hasNext),
    changedAt: page.changedAt,
    next: hasNext && last ? { page: String(question.page + 1), after: last.place.toString() } : null,
  };
}

async function terms(queries: Queries, question: FeedQuestion): Promise<FeedAnswer<FeedPage>> {
  const offset = (question.page - 1) * question.perPage;
  const { total, changedAt, terms: rows } = await openReferralReads.terms(queries, offset, question.perPage);
  const hasNext = offset + question.perPage < total;
  return {
    body: envelope(question, total, rows.map(termObject), hasNext),
    changedAt,
    next: hasNext ? { page: String(question.page + 1) } : null,
  };
}

async function taxonomies(queries: Queries, question: FeedQuestion): Promise<FeedAnswer<FeedPage>> {
  const offset = (question.page - 1) * question.perPage;
  const rows = TAXONOMIES.slice(offset, offset + question.perPage);
  const hasNext = offset + question.perPage < TAXONOMIES.length;
  return {
    body: envelope(question, TAXONOMIES.length, rows.map(taxonomyObject), hasNext),
    changedAt: await openReferralReads.changedAt(queries),
    next: hasNext ? { page: String(question.page + 1) } : null,
  };
}
