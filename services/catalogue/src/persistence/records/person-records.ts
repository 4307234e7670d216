import { because, type PersonRecords, type RecordPart, statement } from '@owncourse/kernel/contract';

const WISHES: RecordPart = {
  name: 'wishes',
  title: 'What you wrote that you look for',
  about: 'Each wish you put up, and how it stands.',
  tables: ['catalogue.wanted_writer', 'catalogue.community_listing'],
  columns: {
    id: 'Number',
    title: 'Title',
    description: 'Your words',
    support_type_slug: 'Kind of help',
    place_name: 'Ward',
    postcode_district: 'Near',
    status: 'How it stands',
    moderation_reason: 'Why it is not shown',
    saved_at: 'Written at',
    shown_until: 'Shown until',
  },
  codes: ['status', 'support_type_slug'],
  query: statement(
    'records.wishes',
    `select l.id, l.title, l.description, l.support_type_slug, l.place_name, l.postcode_district, l.status, l.moderation_reason, l.saved_at, l.shown_until
     from catalogue.wanted_writer w join catalogue.community_listing l on l.council_id = w.council_id and l.id = w.listing_id
     where w.person_id = kernel.scope_person() order by l.saved_at, l.id`,
  ),
};

const ANSWERS: RecordPart = {
  name: 'answers-to-wishes',
  title: 'Answers to what you look for',
  about: 'What providers and groups wrote to you about a wish.',
  tables: ['catalogue.wanted_answer'],
  columns: {
    id: 'Number',
    listing_id: 'Number of the wish',
    organisation_name: 'From',
    words: 'Words',
    saved_at: 'Written at',
  },
  query: statement(
    'records.answers-to-wishes',
    `select a.id, a.listing_id, a.organisation_name, a.words, a.saved_at
     from catalogue.wanted_writer w join catalogue.wanted_answer a on a.council_id = w.council_id and a.listing_id = w.listing_id
     where w.person_id = kernel.scope_person() and a.status = 'PUBLISHED' order by a.saved_at, a.id`,
  ),
};

export const catalogueRecords: PersonRecords = {
  title: 'What you look for',
  parts: [WISHES, ANSWERS],
  leftOut: {
    ...because('A store, its services, prices and papers: of an organisation, and filled in by its people at work.', [
      'catalogue.capacity',
      'catalogue.check_warning',
      'catalogue.council_check',
      'catalogue.file_reference',
      'catalogue.guide_draft',
      'catalogue.import_job',
      'catalogue.import_problem',
      'catalogue.import_row',
      'catalogue.listing_change',
      'catalogue.listing_reminder',
      'catalogue.opening',
      'catalogue.opening_span',
      'catalogue.provider',
      'catalogue.provider_check',
      'catalogue.service',
      'catalogue.service_district',
      'catalogue.service_photo',
      'catalogue.service_ward',
      'catalogue.start_word',
      'catalogue.variant',
    ]),
    ...because('Says nothing about one person: places, kinds of help, and what search and feed are made of.', [
      'catalogue.feed_change',
      'catalogue.feed_entry',
      'catalogue.feed_schedule',
      'catalogue.feed_term',
      'catalogue.postcode_district',
      'catalogue.search_change',
      'catalogue.search_document',
      'catalogue.search_follower',
      'catalogue.search_price',
      'catalogue.search_revision',
      'catalogue.support_type',
      'catalogue.synonym',
      'catalogue.time_band',
      'catalogue.ward',
      'catalogue.word',
    ]),
    ...because('Kept without who it was, so that nobody can find whose it is, not even for themselves.', [
      'catalogue.listing_report',
      'catalogue.missing_support',
      'catalogue.public_act',
      'catalogue.search_miss',
    ]),
  },
};
