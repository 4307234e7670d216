import { Injectable } from '@nestjs/common';
import { type Queries, sqlFile, statement } from '@owncourse/kernel/contract';
import type { ApprovalReason } from '../domain/approval-words.js';

export interface OrderAnswersRow {
  readonly id: string;
  readonly council_id: string;
  readonly provider_id: string;
  readonly status: string;
  readonly refusal_reason: string | null;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
  readonly reasons: readonly ApprovalReason[];
  /** The council's time limit or the first visit, whichever is sooner; null when nobody has to answer. */
  readonly answer_by: Date | null;
}

const ANSWERS = sqlFile(import.meta.url, './sql/order-answers.sql');
const PAGE = sqlFile(import.meta.url, './sql/approval-page.sql');
const COUNT = statement(
  'ordering.count-approvals',
  `select count(*)::int as total from ordering."order" where status = 'AWAITING_APPROVAL' and council_id = (select kernel.scope_wide_council())`,
);

/** Reads what waits for a yes or no; row-level security leaves out what is not the reader's. */
@Injectable()
export class ApprovalRepository {
  answers(queries: Queries, orderIds: readonly string[]): Promise<OrderAnswersRow[]> {
    return queries.query<OrderAnswersRow>(ANSWERS, [orderIds]);
  }

  waiting(
    queries: Queries,
    after: { until: string; id: string } | null,
    limit: number,
  ): Promise<{ id: string; until: string }[]> {
    return queries.query(PAGE, [after?.until ?? null, after?.id ?? null, limit]);
  }

  async countWaiting(queries: Queries): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT))[0]?.total ?? 0;
  }
}
