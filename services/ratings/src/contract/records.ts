/** What this room holds about people, for each of them alone: `PersonRecords` (docs/adr/0054). */
export const RATINGS_RECORDS = Symbol('RatingsRecords');
