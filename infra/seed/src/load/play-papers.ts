import { addDays } from '@owncourse/kernel/contract';
import { type CouncilKey, councils, type Provider, providers, services } from '../content/index.js';
import { officerOf } from './council-staff.js';
import { act, type Story } from './story.js';

/** How far each of the first stores has come: a few are enough to see every state. */
const FATES = ['accepted', 'accepted', 'declined', 'ran-out', 'waits', 'accepted', 'ends-soon', 'accepted'] as const;
type Fate = (typeof FATES)[number];

function insuredUntil(fate: Fate, anchor: string): string {
  if (fate === 'ran-out') return addDays(anchor, -12);
  return addDays(anchor, fate === 'ends-soon' ? 20 : 250);
}

async function sayPapers(story: Story, provider: Provider, fate: Fate, councilKey: CouncilKey): Promise<void> {
  const { stores } = story.ports;
  const { anchor } = story.days;
  const solo = provider.visitsAtOnce === null;
  const day = addDays(anchor, fate === 'waits' ? -3 : -60);
  const deed = { label: `papers/${provider.key}`, day, time: '09:30', personId: provider.staffId };
  await act(story, deed, (actor, key) =>
    stores.saveStoreChecks(
      actor,
      {
        insurer: 'Harbour Mutual Cover',
        policyNumber: `HM-${provider.key.length}${provider.name.length}-2026`,
        insuredUntil: insuredUntil(fate, anchor),
        safeguardingStatement: 'We tell the council’s safety team on the same day, and write down what we saw.',
        safeguardingUntil: addDays(anchor, 180),
        dbsOn: solo ? addDays(anchor, -400) : null,
        dbsUntil: solo ? addDays(anchor, 695) : null,
      },
      key,
    ),
  );
  if (fate === 'waits') return;
  const { personId } = officerOf(councilKey, 'moderator');
  const look = { label: `papers-read/${provider.key}`, day: addDays(day, 2), time: '11:00', personId };
  const declined = fate === 'declined';
  await act(story, look, (actor, key) =>
    stores.decideStoreChecks(
      actor,
      {
        providerId: provider.id,
        checkNumber: 1,
        accept: !declined,
        reason: declined ? 'Please tell us whom you ring at the weekend. Then we will look again.' : null,
      },
      key,
    ),
  );
}

/** Some stores of the first council tell of their insurance, and its moderator looks at most of them. */
export async function showPapers(story: Story): Promise<void> {
  const [council] = councils;
  if (!council) return;
  const codes = new Set(council.wards.map(({ code }) => code));
  const sellsHere = new Set(
    services.filter(({ wardCodes }) => wardCodes.some((code) => codes.has(code))).map(({ providerKey }) => providerKey),
  );
  const local = providers.filter(({ key }) => sellsHere.has(key));
  for (const [index, fate] of FATES.entries()) {
    const provider = local[index];
    if (provider) await sayPapers(story, provider, fate, council.key);
  }
}
