/** What a person reads for each refusal code: what happened, and what to do next. */
interface Words {
  readonly message: string;
  readonly whatToDo: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  NOT_SIGNED_IN: {
    message: 'You need to sign in for this.',
    whatToDo: 'Sign in, then try again. Nothing was changed.',
  },
  NOT_FOUND: {
    message: 'We could not find that, or it is not yours to see.',
    whatToDo: 'Go back and choose from your list.',
  },
  LINK_OVER: {
    message: 'This link does not work any more.',
    whatToDo: 'A link works for three days, and for one account. Sign in if you have joined, or ask to join again.',
  },
  NOT_PERMITTED: { message: 'You cannot do this.', whatToDo: 'Ask the person, or your council, who can.' },
  TOO_MANY_TRIES: {
    message: 'This was done very often from here in the last hour.',
    whatToDo: 'Try again in an hour. Or ring the council.',
  },
  TOO_MANY_QUESTIONS: {
    message: 'You have asked a lot already, and some answers are still to come.',
    whatToDo: 'Wait for an answer, or ring the provider. Nothing was sent.',
  },
  TOO_MANY_WANTED: {
    message: 'You look for five things already.',
    whatToDo: 'Close one that you do not need any more. Then write this one. Nothing was sent.',
  },
  LISTING_CHANGED: {
    message: 'The group has changed this since you opened it.',
    whatToDo: 'Nothing was decided. Open it again, read what is new, then decide.',
  },
  NO_MANDATE: {
    message: 'You do not have permission to do this for this person.',
    whatToDo: 'Ask the person to give you permission under “Who can act for me”.',
  },
  JOINT_MANDATE: {
    message: 'You may only do this together with whoever else acts for this person.',
    whatToDo:
      'Nothing was changed. You can ask them for their yes to a new order, call off one visit while that is free, or question a visit. For anything else call the council together.',
  },
  JOINT_MANDATE_ENDED: {
    message: 'Not all of you who act together may do this for the person any more.',
    whatToDo: 'Nothing was ordered. Ask the council who may act for the person now.',
  },
  JOINT_MANDATE_ADDED: {
    message: 'By now somebody else has to say yes too.',
    whatToDo: 'Nothing was ordered. Order again, then all of you are asked.',
  },
  NOBODY_TO_AGREE: {
    message: 'You may only act together with somebody else, and nobody else may act for this person now.',
    whatToDo: 'Nothing was ordered. Call the council. They can order for the person, or record who else may act.',
  },
  NOT_JOINT: {
    message: 'You do not need anybody else’s yes for this person.',
    whatToDo: 'Send it as an order of your own. Nothing was ordered.',
  },
  SAME_MANDATE: {
    message: 'They have this very permission already, on other papers.',
    whatToDo: 'Nothing was changed. If the new papers count, end the permission that runs, then give this one.',
  },
  UNDECLARED_CONFLICT: {
    message: 'Your own organisation has a stake in this provider, and the person has not said that this is all right.',
    whatToDo:
      'Ask the person or their care manager to write it down under “Who can act for me”. Then the council looks at each order. Nothing was ordered.',
  },
  CONFLICT_WITHOUT_COUNCIL: {
    message: 'You have a stake in this provider, and no council is there to look at the order first.',
    whatToDo: 'They can order it themselves, or you can choose another provider. Nothing was ordered.',
  },
  NO_COUNCIL: {
    message: 'No council looks after you here, so nobody would read this.',
    whatToDo: 'End the permission if you are not happy with it, or tell us that you do not feel safe.',
  },
  PERSON_HAS_DIED: {
    message: 'This person has died. Nobody can act for them any more.',
    whatToDo: 'Call the council. Nothing was changed.',
  },
  CALL_OVER: {
    message: 'This telephone call is over.',
    whatToDo: 'Ring the person, and start a new call. Nothing was changed.',
  },
  OTHER_PERSONS_CALL: {
    message: 'This telephone call is about somebody else.',
    whatToDo: 'End it, and start a call about this person. Nothing was changed.',
  },
  OFFICER_CONFLICT: {
    message: 'You have an interest of your own in this: you act for the person, or have a stake in the provider.',
    whatToDo: 'Ask a colleague to take the call. Nothing was changed.',
  },
  NEEDS_CAPACITY: {
    message: 'The council has recorded that this person cannot give this permission now.',
    whatToDo: 'An attorney, a deputy or somebody the council agrees to can act. Call the council.',
  },
  OVER_ORDER_LIMIT: {
    message: 'This costs more than your permission allows for one order.',
    whatToDo: 'Choose less, or ask the person to raise the limit.',
  },
  OVER_MONTH_LIMIT: {
    message: 'This would go over what your permission allows in one month.',
    whatToDo: 'Choose less, wait for next month, or ask the person to raise the limit.',
  },
  WRONG_STATE: { message: 'This has changed since you looked.', whatToDo: 'Look at it again. Nothing was changed.' },
  NO_BUDGET: { message: 'There is no open budget to pay for this.', whatToDo: 'Ask your council about your budget.' },
  BUDGET_CLOSED: { message: 'This budget is paused or closed.', whatToDo: 'Ask your council about your budget.' },
  CONTINGENCY_SHORT: {
    message: 'There is not that much contingency left.',
    whatToDo: 'Open less, or ask a finance officer to set more aside. Nothing was changed.',
  },
  NOTICE_NOT_OVER: {
    message: 'The person still has time to answer.',
    whatToDo: 'Wait until the day that the proposal names. Nothing was changed.',
  },
  RECLAIM_TOO_MUCH: {
    message: 'That is more than is over now. Some of it has been promised or spent.',
    whatToDo: 'Look at the budget again, then take less or leave it. Nothing was changed.',
  },
  OUTSIDE_BUDGET_PERIOD: {
    message: 'That day is outside the time your budget covers.',
    whatToDo: 'Choose another day, or ask your council.',
  },
  NOT_ORDERABLE: {
    message: 'This cannot be bought from your budget yet.',
    whatToDo: 'Ask the provider for a price, or ask your council.',
  },
  CARD_PAYMENT_NOT_SET_UP: {
    message: 'Paying by card is not set up here yet.',
    whatToDo: 'Ask the provider how to pay with your own money. Nothing was ordered, and nothing was taken.',
  },
  NO_CARD: {
    message: 'You have no card here to pay with.',
    whatToDo: 'Add a card, then order. Nothing was ordered.',
  },
  PROVIDER_NOT_READY: {
    message: 'This provider does not take cards here yet.',
    whatToDo: 'Call the provider to buy this with your own money. Nothing was ordered.',
  },
  NO_COUNCIL_PAYS: {
    message: 'No council pays for this visit, so no council can decide.',
    whatToDo: 'Write to each other here until you agree. Citizens Advice can help you, for nothing.',
  },
  BASKET_FULL: {
    message: 'Your basket is full.',
    whatToDo: 'Take something out, then put this in. Nothing was changed.',
  },
  OWN_MONEY_CHANGED: {
    message: 'The part that you pay yourself has changed.',
    whatToDo: 'Look at the new sum, then decide. Nothing was ordered or changed.',
  },
  NOTHING_WITHIN_BUDGET: {
    message: 'Nobody else can be found whom the budget would pay in full.',
    whatToDo: 'Ask your council: they must offer you something that your budget covers. Nothing was ordered.',
  },
  FEE_CHANGED: {
    message: 'The fee for cancelling has changed.',
    whatToDo: 'Look at the new fee, then decide. Nothing was changed.',
  },
  OWN_ORDER: {
    message: 'You ordered this, or you act for the person. Somebody else has to decide.',
    whatToDo: 'Ask another approver to look at it. Nothing was changed.',
  },
  TOO_LATE: {
    message: 'The time for an answer has run out.',
    whatToDo: 'The money goes back to the person. They can order it again.',
  },
  OVER_APPROVAL_LIMIT: {
    message: 'Your council has to look at this first.',
    whatToDo: 'Send it as a new order, and the council will look at it. Nothing was changed.',
  },
  SHARED_ORDER: {
    message: 'Several people share this order.',
    whatToDo: 'Cancel your part, and order again together. Nothing was changed.',
  },
  ONE_COUNCIL_ONLY: {
    message: 'People can only order together when the same council funds all of them.',
    whatToDo: 'Order apart, or choose somebody else. Nothing was ordered.',
  },
  SHARED_ABOVE_CAP: {
    message:
      'This costs more than the council pays for one of you. The rest would be own money, and that cannot be shared.',
    whatToDo: 'Each of you can order it alone, or choose somebody whom the budget pays in full. Nothing was ordered.',
  },
  NO_ROOM: {
    message:
      'You have no room at that time any more: you have as many visits or new orders then as you can make at once.',
    whatToDo:
      'Say no here, so that somebody else can come. Or say no to a new order that you have then, or that you can’t come to a visit, and after that say yes here. Nothing was changed.',
  },
  COUNCIL_LOOKS_FIRST: {
    message: 'The council is still looking at the order of one of the people who share this.',
    whatToDo: 'Wait for the council. You can answer when it has said yes to all. Nothing was changed.',
  },
  SAME_OFFICER: {
    message: 'A second person has to do this part.',
    whatToDo: 'Ask another finance officer to release it.',
  },
  OWN_RATE_CARD: {
    message: 'You made this draft, so a second person has to publish it.',
    whatToDo: 'Ask another finance officer to look at it. Nothing was published.',
  },
  RATE_CARD_OVERLAP: {
    message: 'Another rate card of this provider holds on some of these days.',
    whatToDo: 'Choose a later first day, or a last day before the other card starts. Nothing was published.',
  },
  RATE_PROPOSAL_WAITING: {
    message: 'You have asked this council for another price of this already.',
    whatToDo: 'Wait for the answer. Then you can ask again.',
  },
  RATE_PROPOSAL_DAY: {
    message: 'No price is agreed for this on that day, or one starts on that very day.',
    whatToDo: 'Choose a day after the first day of the prices you have.',
  },
  BILLING_PARTY_EARLIER: {
    message: 'Newer details hold from this day or a later one.',
    whatToDo: 'They can be changed once a day. Choose a later day, or come back tomorrow. Nothing was changed.',
  },
  BENCHMARK_OVERLAP: {
    message: 'Another figure of the same name holds on some of these days.',
    whatToDo: 'Look at its days. Nothing was imported.',
  },
  RATE_CARD_TOO_LATE: {
    message: 'The first day of this rate card is over.',
    whatToDo: 'Send it back, and upload it again with a later first day. Nothing was published.',
  },
  RATE_CARD_STARTED: {
    message: 'This rate card has started. It cannot be taken back any more.',
    whatToDo: 'Upload a new card with a later first day. It ends this one.',
  },
  PAYMENTS_WAIT_FOR_BANK_DETAILS: {
    message: 'Nothing can be paid: the bank details of these providers are not agreed.',
    whatToDo: 'Look at “Bank details to check”. When two officers have agreed to them, prepare or release the run.',
  },
  MONTH_NOT_OVER: {
    message: 'That month is not over.',
    whatToDo: 'Close it when it is over. Nothing was changed.',
  },
  EARLIER_MONTH_OPEN: {
    message: 'A month before this one is still open.',
    whatToDo: 'Close that one first. Nothing was changed.',
  },
  NOT_SEALED_YET: {
    message: 'The last entries of this month are still being sealed.',
    whatToDo: 'Try again in a minute. Nothing was changed.',
  },
  BALANCE_CHANGED: {
    message: 'The figures are not the ones that were prepared.',
    whatToDo: 'Take it back and prepare it again, so that both of you have seen the same. Nothing was changed.',
  },
  MONTH_CLOSED: {
    message: 'The books of that month are closed.',
    whatToDo: 'Write it down today. Nothing was changed.',
  },
  INVOICE_NUMBER_USED: {
    message: 'An invoice with this number is here already.',
    whatToDo: 'Look at it under “Invoices you sent”. Give a new invoice a new number. Nothing was changed.',
  },
  TAKEN_MEANWHILE: {
    message: 'A visit on it was put on another invoice at this very moment.',
    whatToDo: 'Send it again to see which one. Nothing was changed.',
  },
  SENDS_OWN_INVOICES: {
    message: 'You send your own invoices to this council.',
    whatToDo: 'Say first that you do not send them any more. Nothing was changed.',
  },
  SAME_PERSON_SIGNED: {
    message: 'You signed this for the provider.',
    whatToDo: 'Somebody else has to sign for the council. Nothing was changed.',
  },
  SELF_BILLING_PREFIX_TAKEN: {
    message: 'These letters are used for invoices of another council.',
    whatToDo: 'Choose other letters. Nothing was changed.',
  },
  SELF_BILLING_OVERLAPS: {
    message: 'There is an agreement with this council for some of these days already.',
    whatToDo: 'Choose a day after it, or end that one first. Nothing was changed.',
  },
  HOLDER_PAYS: {
    message: 'The person pays this invoice themselves, from their own account.',
    whatToDo: 'Leave it out of the payment run. Nothing was changed.',
  },
  COUNCIL_PAYS: {
    message: 'The council pays this invoice.',
    whatToDo: 'You have nothing to pay. If you did pay it, ring your council. Nothing was changed.',
  },
  CONTRADICTS: {
    message: 'The file says something else than the one before.',
    whatToDo: 'Nothing was changed. Ask the bank which of them is right.',
  },
  CARD_COMPANY_SILENT: {
    message: 'The card company did not answer.',
    whatToDo: 'Nothing is lost. Wait a few minutes, then try again.',
  },
  CARD_OF_THEIR_OWN: {
    message: 'They keep a card of their own.',
    whatToDo: 'It pays for them. If another card is to pay, ask them to take theirs away first. Nothing was changed.',
  },
  PROVIDER_TAKES_NO_CARDS: {
    message: 'This provider cannot be paid by card yet.',
    whatToDo: 'Nothing was taken. Ask the provider how to pay.',
  },
  SAME_BANK_DETAILS: {
    message: 'These are the bank details we have.',
    whatToDo: 'Nothing was changed. If your account has changed, enter the new one.',
  },
  PAYING_ACCOUNT_DAY: {
    message: 'Your council pays from another account on that day.',
    whatToDo: 'Choose tomorrow or a later day. If the account waits for a yes, say no, and enter it again.',
  },
  BANK_DETAILS_CHANGED: {
    message: 'The provider has entered other bank details since.',
    whatToDo: 'Nothing was decided. Open the page again, and call back about the new ones.',
  },
  NOTHING_TO_PAY: { message: 'There is nothing to pay.', whatToDo: 'Approve some invoices first.' },
  ALREADY_RATED: {
    message: 'You have already said what you think of this.',
    whatToDo: 'Nothing more to do. Thank you.',
  },
  NOT_DELIVERED_YET: {
    message: 'You can say what you think after a visit you have confirmed.',
    whatToDo: 'Confirm a visit first.',
  },
  TOO_LATE_TO_QUESTION: {
    message: 'The days for questioning this visit are over.',
    whatToDo: 'Call your council. You can still complain to them.',
  },
  DECIDED_ALREADY: {
    message: 'The council has decided about this visit already.',
    whatToDo: 'If you think that is wrong, you can complain to your council, and then to the Ombudsman.',
  },
  MORE_THAN_HELD: {
    message: 'That is more than was ordered.',
    whatToDo: 'Enter what was ordered, and ask the person to order the rest.',
  },
  BUDGET_SHORTFALL: {
    message: 'There is not enough left in the budget for this.',
    whatToDo: 'Choose fewer hours, a later day, or ask your council for help. Nothing was ordered.',
  },
  PART_SHORTFALL: {
    message: 'There is not enough left in the part of the budget that pays for this.',
    whatToDo:
      'The other parts cannot pay for it. Choose fewer hours or a later day, or ask your council to divide the money anew. Nothing was ordered.',
  },
  NO_PART_PAYS: {
    message: 'All of this budget is held by other providers, and none of them can pay this one.',
    whatToDo: 'Ask your council to keep a part of the money for other providers. Nothing was ordered.',
  },
  NOT_HELD_BY_PERSON: {
    message: 'You cannot write down spending here, because you do not hold the money.',
    whatToDo: 'Ask whoever holds the money to pay, or order through this website.',
  },
  BANK_SUM_DIFFERS: {
    message: 'The sum on the bank statement is not the same.',
    whatToDo: 'Choose what has the same sum, or write down a new payment for this line. Nothing was changed.',
  },
  TOO_MANY_REGULAR: {
    message: 'There are fifty regular payments already.',
    whatToDo: 'End one that is not paid any more, then try again. Nothing was changed.',
  },
  TOO_MANY_RECEIPTS: {
    message: 'There are ten receipts for this already.',
    whatToDo: 'Ten are enough. Nothing was lost.',
  },
  EXPENSE_SHORTFALL: {
    message: 'There is not that much left in the budget.',
    whatToDo: 'Look at the sum again. If you did pay it, ring your council: they can help. Nothing was written down.',
  },
  POLICY_INCOMPLETE: {
    message: 'Your council’s rules do not say enough to work this out.',
    whatToDo: 'Enter the result of the assessment yourself, or complete the rules first.',
  },
  MORE_THAN_OVERPAID: {
    message: 'That is more than was paid too much.',
    whatToDo: 'Look at what was overpaid, and give back that much or less.',
  },
  PRICE_CHANGED: {
    message: 'The price has changed since you looked.',
    whatToDo: 'Look at the new price, then decide. Nothing was ordered.',
  },
  PRICE_NOT_FOR_THEN: {
    message: 'This price is for other days or hours.',
    whatToDo: 'Choose a day and a time that it is for, or the price of the same service for then. Nothing was ordered.',
  },
  INVALID_INPUT: {
    message: 'Something needs to be put right first.',
    whatToDo: 'Change what is marked and send it again. Nothing was lost.',
  },
  IDEMPOTENCY_CONFLICT: {
    message: 'This was sent before with something different in it.',
    whatToDo: 'Go back, look at what was sent, and start again.',
  },
};

const UNKNOWN: Words = {
  message: 'This could not be done.',
  whatToDo: 'Try again. If it happens again, call your council.',
};

export function refusalWords(code: string): Words {
  return WORDS[code] ?? UNKNOWN;
}
