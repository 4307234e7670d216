import type { ProposeSharedOrderMutation, SharedAnswer, SharedOrderStatus } from '../generated/graphql.js';
import { dateWords, timeWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { OrderCost, OrderPage } from './order-page.js';
import { answerOf, type FormAnswer } from './problems.js';

type NotProposed = Exclude<ProposeSharedOrderMutation['proposeSharedOrder'], { __typename: 'SharedOrder' }>;

/** What an order's price or money lacks, in words; the refusal's own words for everything else. */
export function refusedShared(result: NotProposed): FormAnswer {
  if (result.__typename === 'BudgetShortfall') {
    return {
      problems: [],
      refused: {
        message: result.message,
        whatToDo: `This needs ${formatPence(result.neededPence)} and ${formatPence(result.availablePence)} is left. ${result.whatToDo}`,
      },
    };
  }
  if (result.__typename === 'PriceChanged') {
    return {
      problems: [],
      refused: {
        message: result.message,
        whatToDo: `One was ${formatPence(result.shownUnitPricePence)} and is now ${formatPence(result.unitPricePence)}. ${result.whatToDo}`,
      },
    };
  }
  return answerOf(result);
}

const earlier: Readonly<Record<string, string>> = {
  date: 'Choose another day: ',
  endsOn: 'The last day: ',
  quantity: 'How much: ',
};

/** @param fieldOf the page's field of one of those who take part, by their place */
export function refusedProposal(result: NotProposed, fieldOf: (index: number) => string): FormAnswer {
  const { problems, refused } = refusedShared(result);
  return {
    refused,
    problems: problems.map(({ field, message }) => {
      const index = /^people\[(\d+)\]/.exec(field)?.[1];
      if (index !== undefined) return { field: fieldOf(Number(index)), message };
      return { field, message: `${earlier[field] ?? ''}${message}` };
    }),
  };
}

export const sharedStatusWords: Readonly<Record<SharedOrderStatus, string>> = {
  ASKED: 'Waiting until everybody has answered. Nothing is ordered yet.',
  PLACED: 'Everybody said yes, and it is ordered.',
  DECLINED: 'One of you said no. Nothing was ordered and nobody paid.',
  LAPSED: 'Not everybody answered in time. Nothing was ordered and nobody paid.',
  WITHDRAWN: 'The one who asked took it back. Nothing was ordered and nobody paid.',
  NOT_PLACED: 'It could not be ordered for all of you. Nothing was ordered and nobody paid.',
};

export const sharedAnswerWords: Readonly<Record<SharedAnswer, string>> = {
  ASKED: 'No answer yet',
  YES: 'Said yes',
  NO: 'Said no',
};

/** "the end of Wednesday 10 March 2027", or "Friday 12 March 2027, 1pm": to when an answer counts. */
export function untilWords(instant: string): string {
  const time = timeWords(instant);
  if (time !== 'midnight') return `${dateWords(instant, true)}, ${time}`;
  return `the end of ${dateWords(new Date(Date.parse(instant) - 1).toISOString(), true)}`;
}

/** "Half for you, half for Rob."; by first names to somebody who acts for one of them. */
export function sharersWords(
  people: readonly { readonly firstName: string | null; readonly isYours: boolean; readonly shareWords: string }[],
  isSelf: boolean,
): string {
  const isReader = isSelf && people.filter(({ isYours }) => isYours).length === 1;
  const parts = people.map(
    ({ firstName, isYours, shareWords }) =>
      `${shareWords} for ${isYours && isReader ? 'you' : (firstName ?? 'somebody')}`,
  );
  const words = parts.join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** "Alice (half), Rob (half)": for whoever provides it. */
export function sharersNames(
  people: readonly { readonly firstName: string | null; readonly shareWords: string }[],
): string {
  return people.map(({ firstName, shareWords }) => `${firstName ?? 'somebody'} (${shareWords})`).join(', ');
}

/** Why an order cannot be shared, and what to do; null where it can be. */
export function whyNotTogether({
  subject,
  draft,
  cost,
}: Pick<OrderPage, 'subject' | 'draft'> & { readonly cost: OrderCost }): string | null {
  if (subject.callId !== null)
    return 'Nothing can be ordered together on the telephone: each of them says yes for themselves. Order it alone, or ask them to do it here with whoever helps them.';
  if (subject.jointly)
    return 'You order for them together with whoever else acts for them, so you cannot also share it.';
  if (draft.how === 'meet') return 'You meet somebody alone first. If it suits, you can order together after that.';
  if (draft.more.length > 0)
    return 'What is ordered together has one time a day. Order it alone, or take the other times out.';
  if (cost.budget === null) return 'Only what a budget pays for can be shared.';
  if (cost.quote !== null && cost.quote.price.ownMoneyPence > 0)
    return 'This costs more than the council pays. The rest would be own money, and that cannot be shared. Order it alone, or choose somebody whom the budget pays in full.';
  return null;
}
