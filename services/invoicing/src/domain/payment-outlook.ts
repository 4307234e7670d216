import { dayWithYear, londonDate } from '@owncourse/kernel/contract';
import { reasonWords } from './bank-result.js';

export interface OutlookFacts {
  readonly status: 'ISSUED' | 'APPROVED' | 'IN_PAYMENT_RUN' | 'PAID';
  readonly standing: string;
  /** First banking day from the due day. */
  readonly due_pay_on: string;
  readonly pay_on: string | null;
  readonly reference: string | null;
  /** The bank's reason, where the last payment of it came back. */
  readonly sent_back: string | null;
  readonly has_problems: boolean;
  /** Who holds the money pays it themselves, and when they said they did. */
  readonly holder_pays: boolean;
  readonly holder_paid_on: string | null;
}

export interface PaymentOutlook {
  /** London day; null where nobody can say. */
  readonly payOn: string | null;
  readonly words: string;
}

const WAITS: Readonly<Record<string, string>> = {
  NO_DETAILS: 'We cannot say when: you have not said where to pay you. Enter your bank details.',
  TO_CALL: 'We cannot say when: the council has to call you back about your bank details.',
  TO_AGREE: 'We cannot say when: a second officer of the council has to agree to your bank details.',
  TURNED_DOWN: 'We cannot say when: the council did not agree to your bank details. Look at them.',
  CLOSED: 'We cannot say when: the bank says that your account is closed. Enter another one.',
};

const LATE = {
  ISSUED: 'It still waits for a yes. Ask the council.',
  APPROVED: 'It is approved, and goes into the next payment run.',
  IN_PAYMENT_RUN: 'It is in a payment run that waits for a second officer.',
};

/**
 * When the provider of an invoice will have its money, or why nobody can say.
 *
 * @param today London day
 */
export function paymentOutlook(facts: OutlookFacts, today: string): PaymentOutlook {
  const { status, standing, due_pay_on: dueOn, pay_on: payOn, reference } = facts;
  if (facts.holder_paid_on !== null)
    return { payOn: null, words: `The person paid it themselves on ${dayWithYear(facts.holder_paid_on)}.` };
  if (status === 'PAID') {
    return payOn === null
      ? { payOn: null, words: 'It is paid.' }
      : {
          payOn,
          words: `The bank ${payOn < today ? 'paid' : 'pays'} it on ${dayWithYear(payOn)}, as ${reference ?? ''}.`,
        };
  }
  const before = facts.sent_back === null ? '' : `The bank sent it back: ${reasonWords(facts.sent_back)}. `;
  const waits = WAITS[standing];
  if (waits !== undefined) return { payOn: null, words: before + waits };
  const by = dayWithYear(dueOn);
  if (facts.holder_pays)
    return { payOn: null, words: `${before}The person pays it themselves, from their own account, by ${by}.` };
  // A day that is over is no promise any more; a difference with the order says more than the day does.
  if (dueOn < today && !(status === 'ISSUED' && facts.has_problems))
    return { payOn: null, words: `${before}It is late: it was to be paid by ${by}. ${LATE[status]}` };
  switch (status) {
    case 'IN_PAYMENT_RUN':
      return { payOn: dueOn, words: `${before}It is in a payment run, and is paid by ${by} at the latest.` };
    case 'APPROVED':
      return { payOn: dueOn, words: `${before}It is approved, and is paid by ${by}.` };
    case 'ISSUED':
      return facts.has_problems
        ? {
            payOn: null,
            words: 'Nobody can say when: it does not agree with its order, and somebody has to look at it.',
          }
        : { payOn: dueOn, words: `It waits for a yes. After that it is paid by ${by}.` };
  }
}

export interface CardOutlookFacts {
  readonly state: string;
  readonly paid_at: Date | null;
}

/** The same for a visit that the person pays with their own card. @param status of the delivery @param card null before anything was owed */
export function cardOutlook(status: string, card: CardOutlookFacts | null): PaymentOutlook {
  if (status !== 'CONFIRMED')
    return { payOn: null, words: 'It is taken from the person’s card when they have said yes to the visit.' };
  if (card?.paid_at)
    return {
      payOn: null,
      words: `The person’s card paid it on ${dayWithYear(londonDate(card.paid_at))}. Stripe pays it out to you.`,
    };
  if (card?.state === 'DECLINED' || card?.state === 'NEEDS_PERSON')
    return { payOn: null, words: 'We cannot say when: the person’s bank did not pay it yet. We have told them.' };
  return { payOn: null, words: 'It is taken from the person’s card now.' };
}
