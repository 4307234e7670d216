import { councilOf, districtOf } from './councils.js';
import { demoId, demoPhone, pickNumber } from './deterministic.js';
import { providerRows } from './provider-rows.js';
import type { ProviderRow } from './rows/provider-row.js';
import type { CouncilKey, Provider, VatStatus } from './types.js';

function homeCouncil(row: ProviderRow): CouncilKey {
  return row.outcode.startsWith('OH') ? 'oakhaven' : 'marlbridge';
}

function wardsOf(row: ProviderRow): readonly string[] {
  const all = (key: CouncilKey): readonly string[] => councilOf(key).wards.map((ward) => ward.code);
  if (row.wards === 'both') return [...all('marlbridge'), ...all('oakhaven')];
  const own = all(homeCouncil(row));
  if (row.wards === 'all') return own;
  const wanted = row.wards;
  return own.filter((_code, index) => wanted.includes(index + 1));
}

function vatStatusOf(row: ProviderRow): VatStatus {
  if (row.vat) return row.vat;
  switch (row.kind) {
    case 'company':
      return 'registered';
    case 'charity':
    case 'council-run':
      return 'exempt-welfare';
    case 'micro':
    case 'personal-assistant':
      return 'not-registered';
  }
}

/** Working from home is never shown: one-person businesses stand at the middle of their district. */
function placeOf(row: ProviderRow): { readonly latitude: number; readonly longitude: number } {
  const centre = districtOf(row.outcode);
  if (row.kind === 'micro' || row.kind === 'personal-assistant') {
    return { latitude: centre.latitude, longitude: centre.longitude };
  }
  const shift = (axis: string): number => pickNumber(`place/${row.key}/${axis}`, 9) - 4;
  return {
    latitude: Math.round(centre.latitude * 1000 + shift('north')) / 1000,
    longitude: Math.round(centre.longitude * 1000 + shift('east')) / 1000,
  };
}

/** A national firm has scores of people out at once, one for a few wards a handful. */
function visitsAtOnceOf(row: ProviderRow): number | null {
  if (row.kind === 'micro' || row.kind === 'personal-assistant') return null;
  const [least, spread] = row.wards === 'both' ? [60, 61] : row.wards === 'all' ? [24, 25] : [6, 13];
  return least + pickNumber(`visits-at-once/${row.key}`, spread);
}

/** Shaped like a location number of the regulator, with a 9 block that it does not issue. */
function locationNumber(row: ProviderRow): string {
  return `1-999${String(1_000_000 + pickNumber(`cqc/${row.key}`, 8_999_999))}`;
}

function provider(row: ProviderRow, index: number): Provider {
  const domain = `${row.key}.example`;
  return {
    key: row.key,
    id: demoId('provider', row.key),
    name: row.name,
    kind: row.kind,
    description: row.about,
    councilKeys: row.wards === 'both' ? ['marlbridge', 'oakhaven'] : [homeCouncil(row)],
    wardCodes: wardsOf(row),
    postcodeDistrict: row.outcode,
    ...placeOf(row),
    phone: demoPhone(100 + index),
    email: `hello@${domain}`,
    website: row.noWebsite ? null : `https://www.${domain}`,
    cqcLocationId: row.cqcRating === undefined ? null : locationNumber(row),
    cqcRating: row.cqcRating ?? null,
    vatStatus: vatStatusOf(row),
    staffId: demoId('person', `staff/${row.key}`),
    staffName: row.staff,
    languages: row.languages ?? ['English'],
    visitsAtOnce: visitsAtOnceOf(row),
  };
}

export const providers: readonly Provider[] = providerRows.map(provider);

const byKey: ReadonlyMap<string, Provider> = new Map(providers.map((one) => [one.key, one]));

/** The provider of that key; throws where there is none. */
export function providerOf(key: string): Provider {
  const found = byKey.get(key);
  if (!found) throw new Error(`No provider ${key}`);
  return found;
}
