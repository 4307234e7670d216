import { type RecordPart, statement } from '@owncourse/kernel/contract';

/** A part whose table hangs on a budget: `x` is its row, `b` the person's budget. Other tables that the select reads stand in `joins`. */
export function ofBudgets(
  part: Omit<RecordPart, 'query' | 'tables'> & {
    readonly table: string;
    readonly select: string;
    readonly order: string;
    readonly joins?: string;
    readonly also?: readonly string[];
  },
): RecordPart {
  const { table, select, order, joins = '', also = [], ...rest } = part;
  return {
    ...rest,
    tables: [table, ...also],
    columns: { ...rest.columns, budget_id: 'Number of the budget' },
    query: statement(
      `records.${part.name}`,
      `select ${select}, b.id as budget_id from ledger.budget b join ${table} x on x.council_id = b.council_id and x.budget_id = b.id ${joins}
       where b.person_id = kernel.scope_person() order by ${order}`,
    ),
  };
}
