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

function whereWords(service: ServiceWithFacts): string {
  if (service.wards.length > 0) return service.wards.map(({ name }) => name).join(', ');
  return `Around ${service.provider.postcodeDistrict}`;
}
