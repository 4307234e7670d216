import { addDays, type FieldProblem, Refusal } from '@owncourse/kernel/contract';
import type { OwnPurchaseInput } from '../contract/order-inputs.js';

/** Consumer Contracts Regulations 2013, regulation 30: fourteen days after the day of the contract. */
const DAYS_TO_CHANGE_MIND = 14;
/** A provider may take a week to say yes, and only then do the fourteen days begin. */
const DAYS_TO_ANSWER = 7;

/** The last London day on which they can change their mind. @param agreedOn London day of the provider's yes */
export function changeMindUntil(agreedOn: string): string {
  return addDays(agreedOn, DAYS_TO_CHANGE_MIND);
}

/** Whether help could begin while they can still change their mind. */
export function startsEarly(today: string, firstDay: string): boolean {
  return firstDay <= addDays(today, DAYS_TO_CHANGE_MIND + DAYS_TO_ANSWER);
}

/**
 * What whoever pays all of it themselves has to have said before they order.
 * @throws Refusal INVALID_INPUT on ownPurchase.rightsRead, ownPurchase.asksToStartEarly
 */
export function checkOwnPurchase(input: OwnPurchaseInput | null, today: string, firstDay: string): OwnPurchaseInput {
  const problems: FieldProblem[] = [];
  if (input?.rightsRead !== true)
    problems.push({
      field: 'ownPurchase.rightsRead',
      message: 'Read what you can do if you change your mind, and say that you did.',
    });
  if (startsEarly(today, firstDay) && input?.asksToStartEarly !== true)
    problems.push({
      field: 'ownPurchase.asksToStartEarly',
      message: 'Say that you want it to start in the 14 days, or choose a day that is more than 3 weeks away.',
    });
  if (problems.length > 0 || !input) throw Refusal.invalidFields(problems);
  return input;
}
