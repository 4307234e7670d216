/** One statement line as a sentence: what happened, how much, and what is left (design.md "Money is drawn"). */
export function statementWords(line: {
  readonly kind: string;
  readonly about: string | null;
  readonly amount: string;
  readonly left: string;
  /** What is left is left in one part of the budget. */
  readonly inPart: boolean;
}): string {
  const left = `You have ${line.left} left${line.inPart ? ' in this part' : ''}.`;
  const support = line.about ?? 'your support';
  switch (line.kind) {
    case 'INSTALMENT':
      return `${line.amount} came in from your council. ${left}`;
    case 'CONTRIBUTION':
      return `Your own part of ${line.amount} came in. ${left}`;
    case 'ONE_OFF':
      return `A one-off sum of ${line.amount} came in. ${left}`;
    case 'YEARLY':
      return `Your yearly sum of ${line.amount} came in. ${left}`;
    case 'DIFFERENCE':
      return `${line.amount} came in because your weekly money went up. ${left}`;
    case 'DIFFERENCE_OWED':
      return `Your weekly money went up, and ${line.amount} of what you owed is settled. ${left}`;
    case 'TAKEN_BACK':
      return `Your council took back ${line.amount} because your weekly money went down. ${left}`;
    case 'OWED':
      return `Your weekly money went down. ${line.amount} of it was spent or promised, so it is owed. ${left}`;
    case 'OWED_PAID':
      return `${line.amount} that was owed to your council is paid. ${left}`;
    case 'CONTINGENCY':
      return `${line.amount} came in from the money kept for a bad time. ${left}`;
    case 'RECLAIMED':
      return `${line.amount} that was over went back to who paid it in. ${left}`;
    case 'EMERGENCY':
      return `${line.amount} came in from your council, because ${support} could not wait. ${left}`;
    case 'EMERGENCY_RETURNED':
      return `${line.amount} went back to your council. ${support} did not need it. ${left}`;
    case 'HELD':
      return `${line.amount} promised for ${support}. ${left}`;
    case 'AMENDED_UP':
      return `${line.amount} more promised for ${support}. ${left}`;
    case 'AMENDED_DOWN':
      return `${line.amount} less promised for ${support}. ${left}`;
    case 'RELEASED':
      return `${line.amount} came back from ${support}. ${left}`;
    case 'CONFIRMED':
      return `${support}: ${line.amount} spent. ${left}`;
    case 'FEE':
      return `${line.amount} fee for cancelling ${support}. ${left}`;
    case 'INVOICED':
      return `The bill from ${line.about ?? 'the provider'} for ${line.amount} was checked. ${left}`;
    case 'PAID':
      return `${line.about ?? 'The provider'} was paid ${line.amount}. ${left}`;
    case 'CREDITED':
      return `${line.amount} came back because a visit was questioned and costs less: ${support}. ${left}`;
    case 'SET_OFF':
      return `${line.amount} that ${line.about ?? 'the provider'} owed was taken off what it is paid. ${left}`;
    case 'REFUNDED':
      return `${line.about ?? 'The provider'} paid back ${line.amount} that it owed. ${left}`;
    case 'CONTRIBUTION_REIMBURSED':
      return `${line.amount} that you had paid too much went back to you. ${left}`;
    case 'EXPENSE':
      return `You paid ${line.about ?? 'somebody'} ${line.amount}. ${left}`;
    case 'EXPENSE_REVERSED':
      return `${line.amount} that you had written down for ${line.about ?? 'somebody'} was put back. ${left}`;
    case 'MOVED_HERE':
      return `${line.amount} came from another part of the budget, because it was divided anew. ${left}`;
    case 'MOVED_AWAY':
      return line.about === null
        ? `${line.amount} went to another part of the budget, because it was divided anew. ${left}`
        : `${line.amount} was not needed for ${support} and went to another part of the budget. ${left}`;
    default:
      return `${line.amount} moved. ${left}`;
  }
}
