import type { WhatElseInput } from '../generated/graphql.js';
import type { FieldProblem } from '../work/refusal.js';
import { readPence } from '../work/form-dates.js';

export const nearMiles: readonly number[] = [2, 5, 10, 20];
const usualMiles = 10;
const mostWishes = 8;
const longestWords = 100;
const slugShape = /^[a-z0-9-]{1,60}$/;

/** What the page "What else could I get?" was asked, as its address says it. */
export interface WhatElseRequest {
  /** As it was typed; null: nothing was asked yet. */
  readonly amount: string | null;
  readonly likes: readonly string[];
  /** Each line is a wish. */
  readonly words: string;
  readonly postcode: string;
  readonly within: number;
}

export function readWhatElse(address: URLSearchParams): WhatElseRequest {
  const within = Number(address.get('within') ?? '');
  return {
    amount: address.get('amount')?.trim().slice(0, 20) ?? null,
    likes: [...new Set(address.getAll('like'))].filter((like) => slugShape.test(like)),
    words: (address.get('words') ?? '').slice(0, mostWishes * longestWords),
    postcode: (address.get('postcode') ?? '').trim().slice(0, 12),
    within: nearMiles.includes(within) ? within : usualMiles,
  };
}

/** What the server is asked, or what has to be put right first. */
export function whatElseInput(
  { amount, likes, words, postcode, within }: WhatElseRequest,
  councilKey: string | null,
  forPersonId: string | null,
): { readonly input: WhatElseInput } | { readonly problems: readonly FieldProblem[] } {
  const weeklyPence = readPence(amount ?? '');
  const said = words
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, longestWords))
    .filter((line) => line !== '');
  const interests = [...likes.map((supportType) => ({ supportType })), ...said.map((line) => ({ words: line }))];
  const problems: FieldProblem[] = [];
  if (weeklyPence === null || weeklyPence === 0)
    problems.push({ field: 'amount', message: 'Enter an amount for a week, such as 50 or 120.50' });
  else if (weeklyPence > 1_000_000)
    problems.push({ field: 'amount', message: 'Enter an amount of £10,000 or less for a week' });
  if (interests.length === 0)
    problems.push({ field: 'like', message: 'Choose something that you would like, or say it in your own words' });
  if (interests.length > mostWishes)
    problems.push({ field: 'like', message: `Choose ${mostWishes} things or fewer. You can try again with others` });
  if (problems.length > 0 || weeklyPence === null) return { problems };
  const place = postcode === '' ? { councilKey } : { postcode, withinMiles: within };
  return { input: { weeklyPence, interests, forPersonId, ...place } };
}
