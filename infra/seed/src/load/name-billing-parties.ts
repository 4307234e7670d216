import type { BillingPartyInput } from '@owncourse/invoicing/contract';
import { addDays } from '@owncourse/kernel/contract';
import { councils, pickNumber, type Provider, providers } from '../content/index.js';
import { operatorId } from './council-staff.js';
import { act, type Story } from './story.js';

/** Numbers that begin with 999 are given to nobody; the check digits are right all the same. */
function vatNumberOf(key: string): string {
  const base = `999${String(pickNumber(`vat/${key}`, 10_000)).padStart(4, '0')}`;
  const sum = Array.from(base).reduce((total, digit, index) => total + Number(digit) * (8 - index), 0);
  return `${base}${String((97 - (sum % 97)) % 97).padStart(2, '0')}`;
}

const TAX_REFERENCE_WEIGHTS = [6, 7, 8, 9, 10, 5, 4, 3, 2];
const TAX_REFERENCE_CHECKS = '21987654321';

function taxReferenceOf(key: string): string {
  const base = `999${String(pickNumber(`tax/${key}`, 1_000_000)).padStart(6, '0')}`;
  const sum = Array.from(base).reduce(
    (total, digit, index) => total + Number(digit) * (TAX_REFERENCE_WEIGHTS[index] ?? 0),
    0,
  );
  return `${TAX_REFERENCE_CHECKS.charAt(sum % 11)}${base}`;
}

/** People who work from home are named without a street. */
function partyOf(provider: Provider): BillingPartyInput {
  const named = { organisationId: provider.id, legalName: provider.name };
  switch (provider.vatStatus) {
    case 'registered': {
      const vatNumber = vatNumberOf(provider.key);
      return { ...named, vatNumber, endpoint: { scheme: '9932', id: `GB${vatNumber}` } };
    }
    case 'exempt-welfare':
      return { ...named, taxReference: taxReferenceOf(provider.key) };
    case 'not-registered':
      return named;
  }
}

/** Who stands on invoices, and the number through which whoever has no electronic address of their own is reached. */
export async function nameBillingParties(story: Story): Promise<void> {
  const { ports, days } = story;
  const deed = {
    label: 'found/billing-parties',
    day: addDays(days.founding, 2),
    time: '11:00',
    personId: operatorId(),
  };
  await act(story, deed, (actor) =>
    ports.invoicing.importBillingParties(actor, days.founding, [
      { organisationId: null, legalName: 'Owncourse', endpoint: { scheme: '0088', id: '5060999000004' } },
      ...councils.map((one) => ({
        organisationId: one.id,
        legalName: one.name,
        buyerReference: `ASC-${one.key.toUpperCase()}`,
      })),
      ...providers.map(partyOf),
    ]),
  );
}
