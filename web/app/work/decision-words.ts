import { shortDateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { LifeFactsFragment } from '../generated/graphql.js';

type Decision = LifeFactsFragment['decisions'][number];

/** What was decided about a budget, as a sentence that the person and the officer read alike. */
export function decisionWords(decision: Decision): string {
  const from = shortDateWords(decision.fromDate);
  const sum = formatPence(decision.amountPence ?? 0);
  switch (decision.kind) {
    case 'AMOUNT':
      return `The weekly money is ${sum} from ${from}. It was ${formatPence(decision.beforePence ?? 0)}.${moved(decision)}`;
    case 'YEARLY':
      return `${sum} comes in each year, first on ${from}.`;
    case 'YEARLY_ENDED':
      return `The yearly sum of ${sum} ends from ${from}. What came in before stays.`;
    case 'PAUSED':
      return `The budget is paused from ${from}.`;
    case 'RESTARTED':
      return `The budget goes on from ${from}.`;
    case 'CLOSING':
      return `The budget ends on ${from}.`;
    case 'CONTINGENCY_SET':
      return `${sum} is kept for a bad time.`;
    case 'CONTINGENCY_OPENED':
      return `${sum} of the money for a bad time came in.`;
    case 'EMPLOYER_SET':
      return `${sum} is kept in the budget for what is owed to personal assistants.`;
    case 'RECLAIM_TAKEN':
      return `${sum} that was over went back to the council.`;
    case 'RECLAIM_LEFT':
      return `${formatPence(decision.beforePence ?? 0)} that was over stays in the budget.`;
    case 'FUNDERS':
      return `Who pays for the budget changed from ${from}.`;
    case 'HOLDING':
      return `Who holds the money changed from ${from}.`;
    default:
      return `Something changed from ${from}.`;
  }
}

function moved({ putInPence, takenBackPence, owedPence }: Decision): string {
  const parts = [
    putInPence > 0 ? ` ${formatPence(putInPence)} came in at once for days before.` : '',
    takenBackPence > 0 ? ` ${formatPence(takenBackPence)} went back for days before.` : '',
    owedPence > 0 ? ` ${formatPence(owedPence)} was spent or promised already, so it is owed.` : '',
  ];
  return parts.join('');
}
