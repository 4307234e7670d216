const WORDS: Readonly<Record<string, string>> = {
  PLACED: 'ordered',
  PLACED_FOR_APPROVAL: 'ordered, for the council to look at first',
  AMENDED: 'changed the order',
  VISIT_CANCELLED: 'cancelled a visit',
  BREAK: 'cancelled the visits of some days',
  RESUMED: 'started it again after a break',
  ENDS: 'gave it a last day',
  PRICE_RISE_AGREED: 'agreed to a higher price',
  CANCELLED: 'cancelled the order',
  DISPUTED: 'questioned a visit',
  CONFIRMED: 'confirmed a visit',
};

/** What somebody did for a person, after their name. */
export function actWords(code: string): string {
  return WORDS[code] ?? 'changed something';
}
