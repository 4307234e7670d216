import { type Queries, statement } from '@owncourse/kernel/contract';

/** At least five people looked for it; one of the two is there. */
export interface LookedForRow {
  readonly support_type_slug: string | null;
  readonly words: string | null;
  readonly at_least: number;
}

export interface BoardCouncil {
  readonly id: string;
  readonly name: string;
}

const COUNCILS = statement(
  'catalogue.councils-of-board',
  'select k.id, k.name from identity.council_names(array(select catalogue.councils_of_provider($1))) k order by k.name',
);
const LOOKED_FOR = statement('catalogue.looked-for', 'select * from catalogue.looked_for($1, $2, $3)');
const ON_SHOW = statement(
  'catalogue.kinds-on-show',
  'select support_type_slug as slug, services from catalogue.kinds_on_show($1, $2)',
);

export const lookedForReads = {
  councils: (queries: Queries, own: string) => queries.query<BoardCouncil>(COUNCILS, [own]),
  /** @param before the day after the last one; all in one quarter of the year */
  lookedFor: (queries: Queries, councilId: string, from: string, before: string) =>
    queries.query<LookedForRow>(LOOKED_FOR, [councilId, from, before]),
  onShow: (queries: Queries, councilId: string, slugs: readonly string[]) =>
    queries.query<{ slug: string; services: number }>(ON_SHOW, [councilId, slugs]),
};
