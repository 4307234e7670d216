const CAME_IN: Readonly<Record<string, string>> = {
  INSTALMENT: 'Money from the council',
  ONE_OFF: 'One-off money from the council',
  CONTRIBUTION: 'The person’s own part',
  CREDITED: 'Given back for a visit',
  EXPENSE_REVERSED: 'Put back: it was written down wrongly',
  PART_MOVED: 'Moved from another part of the budget',
  EMERGENCY: 'Money for urgent care',
};
const USED: Readonly<Record<string, string>> = {
  CONFIRMED: 'A visit that is on no invoice yet',
  FEE: 'A fee that is on no invoice yet',
  EXPENSE: 'Paid to somebody off this website',
  PART_MOVED: 'Moved to another part of the budget',
};

/** How money came into a budget, by the kind of its transfer. */
export function cameInWords(kind: string): string {
  return CAME_IN[kind] ?? 'Other money';
}

/** What money of a budget was used for, where no invoice says it. */
export function usedWords(kind: string): string {
  return USED[kind] ?? 'Given back';
}
