interface Words {
  readonly message: string;
  readonly whatToDo: string;
}

/** What a run on trial would leave: what is the matter, and what to do next. */
const WORDS: Readonly<Record<string, Words>> = {
  NO_PAYING_ACCOUNT: {
    message: 'The council has no account to pay from.',
    whatToDo:
      'Enter one under “Payment runs”; another officer has to agree. A run can be released without it, but no file for the bank can be made.',
  },
  NO_DETAILS: {
    message: 'The provider has not said where to pay.',
    whatToDo: 'Ask the provider’s owner to enter bank details under “Money coming”.',
  },
  TO_CALL: {
    message: 'The bank details are new and nobody has called back.',
    whatToDo: 'Call the provider on a number that you had before, and write the call down.',
  },
  TO_AGREE: {
    message: 'The call about the bank details waits for a second officer.',
    whatToDo: 'An officer who did not make the call has to look at it.',
  },
  TURNED_DOWN: {
    message: 'A second officer did not agree to the bank details.',
    whatToDo: 'Call back again, or ask the provider to enter them again.',
  },
  CLOSED: {
    message: 'The bank says that the account is closed.',
    whatToDo: 'Ask the provider’s owner to enter other bank details.',
  },
  NOTHING_LEFT: {
    message: 'Nothing is left to pay after what the provider owes.',
    whatToDo: 'Nothing. The invoices count as paid, and the bank pays nothing.',
  },
  DISPUTED: {
    message: 'Somebody questions a visit on this invoice.',
    whatToDo: 'It can be approved when the question is settled.',
  },
  OVER_ORDERED: {
    message: 'More was delivered than was ordered.',
    whatToDo: 'Look at the invoice. The person can question the visit, or the order can be changed.',
  },
  DOES_NOT_AGREE: {
    message: 'Order, visit and invoice do not agree.',
    whatToDo: 'Look at the invoice. It says what differs.',
  },
  NOT_APPROVED: {
    message: 'Invoices that wait for a yes, together.',
    whatToDo: 'Look at them under “Invoices” and approve them.',
  },
};

export function runExceptionWords(kind: string): Words {
  return WORDS[kind] ?? { message: 'This cannot be paid yet.', whatToDo: 'Look at the invoice.' };
}
