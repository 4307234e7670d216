import type { ReactNode } from 'react';
import type { SummaryRow } from '../components/index.js';
import type { StartPartsFragment } from '../generated/graphql.js';
import { startWords } from './start-words.js';

export interface ServiceWithFacts {
  readonly whoFor: readonly string[];
  readonly genderOfWorker: string;
  readonly languages: readonly string[];
  readonly accessNeeds: readonly string[];
  readonly start: StartPartsFragment;
  readonly regulatedActivity: boolean;
  readonly districts: readonly string[];
  readonly radiusMiles: number | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly wards: readonly { readonly name: string }[];
  readonly provider: { readonly postcodeDistrict: string; readonly cqcRating: string | null };
}

/** What people choose by besides price and ratings; what is not known is left out. */
export function serviceFacts(service: ServiceWithFacts): readonly (SummaryRow & { readonly key: string })[] {
  const rows: { key: string; value: ReactNode }[] = [];
  const add = (key: string, value: ReactNode): void => {
    if (value) rows.push({ key, value });
  };
  add('Who it is for', service.whoFor.join(', '));
  add('Ages', agesWords(service));
  add('Who comes', genderWords(service.genderOfWorker));
  add('Languages', service.languages.join(', '));
  add('Access', service.accessNeeds.join(', '));
  add('Can start', startWords(service.start)?.replace(/^Can start /, '') ?? 'Ask them');
  add('Where', whereWords(service));
  add(
    'Checked by the care inspector',
    service.regulatedActivity
      ? (service.provider.cqcRating ?? 'Yes, and not rated yet')
      : 'This kind of help does not have to be inspected',
  );
  return rows;
}

const genders: Readonly<Record<string, string>> = {
  any: 'A woman or a man',
  'women-available': 'A woman can come, if you ask',
  'men-available': 'A man can come, if you ask',
};

function genderWords(gender: string): string {
  return genders[gender] ?? gender;
}

/** Areas, postcode districts and miles, whichever there are. */
function whereWords(service: ServiceWithFacts): string {
  const { wards, districts, radiusMiles, provider } = service;
  const parts = [
    wards.map(({ name }) => name).join(', '),
    districts.length > 0 ? `postcodes ${districts.join(', ')}` : '',
    radiusMiles === null
      ? ''
      : `up to ${radiusMiles === 1 ? 'a mile' : `${radiusMiles} miles`} from ${provider.postcodeDistrict}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('; ') : `Around ${provider.postcodeDistrict}`;
}

function agesWords({ minimumAge, maximumAge }: ServiceWithFacts): string {
  if (minimumAge !== null && maximumAge !== null) return `${minimumAge} to ${maximumAge}`;
  if (minimumAge !== null) return `${minimumAge} and over`;
  return maximumAge === null ? '' : `Up to ${maximumAge}`;
}
