import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import type { BankDays, BankLineRow, BankPeriodRow, BankProposalRow } from '../persistence/bank.repository.js';
import { BankRepository } from '../persistence/bank.repository.js';

const PERIODS = Symbol('Bank and books by budget and days');
const PROPOSALS = Symbol('Proposals by bank line');
/** A page size asked for is a loader of its own; there are at most a hundred, of all lines and of open ones. */
const LINES = new Map<string, symbol>();

/** Bank and books of some days of a budget. */
export async function bankDays(
  context: OperationContext,
  bank: BankRepository,
  asked: BankDays,
): Promise<BankPeriodRow | null> {
  const keyOf = (budgetId: string, from: string, to: string): string => [budgetId, from, to].join(' ');
  return context
    .loader<BankPeriodRow>(PERIODS, async (keys, { reads }) => {
      const wanted = keys.map((key) => {
        const [budgetId = '', from = '', to = ''] = key.split(' ');
        return { budgetId, from, to };
      });
      return inOrderOf(keys, await bank.periods(reads, wanted), (row) =>
        keyOf(row.budget_id, row.asked_from, row.asked_to),
      );
    })
    .load(keyOf(asked.budgetId, asked.from, asked.to));
}

export function proposalLoader(
  context: OperationContext,
  bank: BankRepository,
  today: string,
): DataLoader<string, readonly BankProposalRow[] | null> {
  return context.loader<readonly BankProposalRow[]>(PROPOSALS, async (ids, { reads }) => {
    const found = await bank.proposals(reads, ids, today);
    return ids.map((id) => found.filter((row) => row.line_id === id));
  });
}

/** The newest lines of each budget. */
export function bankLinesLoader(
  context: OperationContext,
  bank: BankRepository,
  onlyOpen: boolean,
  size: number,
): DataLoader<string, readonly BankLineRow[] | null> {
  const name = `Newest ${size} ${onlyOpen ? 'open ' : ''}bank lines by budget`;
  const edge = LINES.get(name) ?? Symbol(name);
  LINES.set(name, edge);
  return context.loader<readonly BankLineRow[]>(edge, async (ids, { reads }) => {
    const found = await bank.lines(reads, ids, onlyOpen, null, size);
    return ids.map((id) => found.filter((row) => row.budget_id === id));
  });
}
