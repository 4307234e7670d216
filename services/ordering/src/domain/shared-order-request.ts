import { addDays, type FieldProblem, isId, isReadable, Refusal } from '@owncourse/kernel/contract';
import type { ProposeSharedOrderInput, SharerInput } from '../contract/shared-orders.port.js';
import { type PlaceOrderRequest, readPlaceOrder } from './place-order-request.js';
import { PLAN_AHEAD_DAYS } from './visit-plan.js';

const FEWEST = 2;
const MOST = 6;
const LARGEST_SHARE = 100;
const LONGEST_EMAIL = 320;

export interface SharedOrderRequest extends PlaceOrderRequest {
  readonly sharers: readonly Sharer[];
}

export interface Sharer {
  readonly personId: string | null;
  readonly email: string | null;
  readonly share: number;
  readonly shownUnitPricePence: bigint | null;
}

/**
 * Checks what was typed, every field at once. What people agree on together has a last day, at most 26 weeks ahead: after it
 * they are asked again.
 * @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND for ids that cannot be ids
 */
export function readSharedOrder(input: ProposeSharedOrderInput, today: string): SharedOrderRequest {
  const problems: FieldProblem[] = [];
  const { people, standing } = input;
  if (people.length < FEWEST || people.length > MOST)
    problems.push({ field: 'people', message: `Choose who takes part: ${FEWEST} to ${MOST} people with you.` });
  const sharers = people.map((one, index) => sharerOf(one, index, problems));
  if (sharers[0]?.personId === null)
    problems.push({ field: 'people[0].personId', message: 'The first is whoever asks the others.' });
  if (standing && !standing.endsOn)
    problems.push({ field: 'endsOn', message: 'Choose a last day. You can order together again after it.' });
  else if (standing?.endsOn && standing.endsOn > addDays(today, PLAN_AHEAD_DAYS))
    problems.push({ field: 'endsOn', message: 'Choose a last day within the next 26 weeks.' });
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  const [first] = sharers;
  const request = readPlaceOrder(
    { ...input, personId: first?.personId ?? '', shownUnitPricePence: first?.shownUnitPricePence ?? 0n },
    today,
  );
  return { ...request, sharers };
}

function sharerOf(input: SharerInput, index: number, problems: FieldProblem[]): Sharer {
  const field = (name: string): string => `people[${index}].${name}`;
  const email = input.email?.trim() ?? '';
  const personId = input.personId ?? null;
  if (personId !== null && !isId(personId)) throw Refusal.notFound();
  if ((personId === null) === (email === ''))
    problems.push({ field: field('email'), message: 'Write their email address.' });
  else if (email.length > LONGEST_EMAIL || !isReadable(email))
    problems.push({ field: field('email'), message: 'Write the whole email address, in one line.' });
  const share = input.share ?? 1;
  if (!Number.isInteger(share) || share < 1 || share > LARGEST_SHARE)
    problems.push({ field: field('share'), message: `Choose a whole number from 1 to ${LARGEST_SHARE}.` });
  const shown = input.shownUnitPricePence ?? null;
  if (personId !== null && shown === null)
    problems.push({ field: field('shownUnitPricePence'), message: 'Send the price that was shown.' });
  return { personId, email: personId === null ? email : null, share, shownUnitPricePence: shown };
}
