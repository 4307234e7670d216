import { Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  daysBetween,
  type FieldProblem,
  isDay,
  londonInstant,
  Refusal,
} from '@owncourse/kernel/contract';
import type { MarketReport, MarketReportInput, ReportGroupingName, ReportsPort } from '../contract/reports.port.js';
import { FEWEST_PEOPLE, type Group, shownRows, shownTotal } from '../domain/suppression.js';
import { MarketRepository, type MarketRow } from '../persistence/market.repository.js';

const LONGEST_DAYS = 5 * 366;
const GROUPINGS: readonly ReportGroupingName[] = ['SUPPORT_TYPE', 'WARD', 'MONTH'];

/** @throws Refusal INVALID_INPUT with one problem a field */
function checkInput({ from, to, groupBy }: MarketReportInput): void {
  const problems: FieldProblem[] = [];
  if (!isDay(from)) problems.push({ field: 'from', message: 'Choose the first day.' });
  if (!isDay(to)) problems.push({ field: 'to', message: 'Choose the last day.' });
  if (!GROUPINGS.includes(groupBy)) problems.push({ field: 'groupBy', message: 'Choose support type, ward or month.' });
  if (problems.length === 0 && to < from)
    problems.push({ field: 'to', message: 'The last day must not be before the first.' });
  else if (problems.length === 0 && daysBetween(from, to) >= LONGEST_DAYS)
    problems.push({ field: 'to', message: 'Choose at most five years.' });
  if (problems.length > 0) throw Refusal.invalidFields(problems);
}

function groupOf(row: MarketRow): Group {
  return {
    key: row.key,
    label: row.label,
    spendPence: row.spend_pence,
    orders: row.orders,
    people: row.people,
    fewPeople: row.few_people ?? [],
  };
}

@Injectable()
export class MarketReportUseCase implements ReportsPort {
  constructor(private readonly market: MarketRepository) {}

  /** What a council's people bought, from rows, in groups of five people or more. */
  async marketReport(actor: Actor, input: MarketReportInput): Promise<MarketReport> {
    const { councilId } = actor;
    requireAccess(actor, 'marketReport', { councilId });
    if (councilId === null) throw Refusal.notFound();
    checkInput(input);
    const { from, to, groupBy } = input;
    const [rows, misses] = await Promise.all([
      this.market.groups(councilId, from, to, groupBy),
      this.market.searchMisses(
        councilId,
        londonInstant(from, '00:00'),
        londonInstant(addDays(to, 1), '00:00'),
        FEWEST_PEOPLE,
      ),
    ]);
    const groups = rows.filter((row) => !row.in_total).map(groupOf);
    const total = rows.find((row) => row.in_total);
    return {
      from,
      to,
      groupBy,
      rows: shownRows(groups, groupBy === 'MONTH' ? 'key' : 'label'),
      ...shownTotal(total ? groupOf(total) : { spendPence: 0n, orders: 0, people: 0 }, groups),
      searchesWithoutResult: misses.map((miss) => ({ value: miss.words, label: miss.words, count: miss.misses })),
    };
  }
}
