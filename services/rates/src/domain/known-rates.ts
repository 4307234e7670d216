import { type FileProblem, type FileRate, problemOf, writeUnit } from './rate-card-file.js';

/** A variant that a card may price. */
export interface KnownVariant {
  readonly id: string;
  readonly providerId: string;
  readonly unit: string;
}

/** As `rates.make_draft` takes it: one of the two, pence as text. */
export interface DraftItem {
  readonly variantId?: string;
  readonly supportTypeSlug?: string;
  readonly unit: string;
  readonly kind: string;
  readonly unitPricePence: string;
}

interface Known {
  /** Null: the card holds for any provider. */
  readonly providerId: string | null;
  readonly variants: ReadonlyMap<string, KnownVariant>;
  readonly supportTypes: ReadonlySet<string>;
}

function itemOf(rate: FileRate, known: Known): DraftItem | FileProblem {
  const price = { kind: rate.kind, unitPricePence: rate.pence.toString() };
  if (rate.variantId === '') {
    if (!known.supportTypes.has(rate.supportTypeSlug))
      return problemOf(
        rate.row,
        'support type',
        rate.supportTypeSlug,
        'We do not know this support type. Copy it from the file that we give out.',
      );
    return { ...price, supportTypeSlug: rate.supportTypeSlug, unit: rate.unit ?? '' };
  }
  const variant = known.variants.get(rate.variantId);
  // The same words for what is not there and for what is another provider's: the file names one provider's prices.
  if (!variant || (known.providerId !== null && variant.providerId !== known.providerId))
    return problemOf(
      rate.row,
      'variant',
      rate.variantId,
      'This provider does not sell anything with this variant. Copy it from the file that we give out.',
    );
  if (rate.unit !== null && rate.unit !== variant.unit)
    return problemOf(rate.row, 'unit', writeUnit(rate.unit), `This is sold by the ${writeUnit(variant.unit)}.`);
  return { ...price, variantId: variant.id, unit: variant.unit };
}

/** Prices of what the catalogue knows, each named once; everything else is a problem of its row. */
export function knownRates(
  rates: readonly FileRate[],
  known: Known,
): { readonly items: readonly DraftItem[]; readonly problems: readonly FileProblem[] } {
  const rowOf = new Map<string, number>();
  const items: DraftItem[] = [];
  const problems: FileProblem[] = [];
  for (const rate of rates) {
    const item = itemOf(rate, known);
    if ('reason' in item) {
      problems.push(item);
      continue;
    }
    const key = `${item.variantId ?? item.supportTypeSlug ?? ''}/${item.unit}`;
    const earlier = rowOf.get(key);
    if (earlier !== undefined) {
      const column = rate.variantId === '' ? 'support type' : 'variant';
      const value = rate.variantId === '' ? rate.supportTypeSlug : rate.variantId;
      problems.push(problemOf(rate.row, column, value, `Row ${earlier} has a price for the same. Keep one of them.`));
      continue;
    }
    rowOf.set(key, rate.row);
    items.push(item);
  }
  return { items, problems };
}
