import { addDays } from '@owncourse/kernel/contract';
import { people } from '../content/index.js';
import { act, type Story } from './story.js';

interface Vain {
  readonly search: { readonly words: string } | { readonly supportTypes: readonly string[]; readonly unit: 'YEAR' };
  /** How many people, so many days before the demo's day. */
  readonly looks: readonly { readonly count: number; readonly daysAgo: number }[];
}

/** Nobody in the demo sells these. Four are too few for providers to be told of. */
const IN_VAIN: readonly Vain[] = [
  {
    search: { words: 'hydrotherapy' },
    looks: [
      { count: 12, daysAgo: 3 },
      { count: 7, daysAgo: 95 },
    ],
  },
  { search: { words: 'archery' }, looks: [{ count: 6, daysAgo: 5 }] },
  { search: { words: 'beekeeping' }, looks: [{ count: 4, daysAgo: 5 }] },
  { search: { supportTypes: ['pet-care'], unit: 'YEAR' }, looks: [{ count: 8, daysAgo: 2 }] },
];

/** What people of the first council looked for and did not find. */
export async function lookInVain(story: Story): Promise<void> {
  const council = 'marlbridge';
  const holders = people.filter(({ councilKey }) => councilKey === council);
  for (const [number, { search, looks }] of IN_VAIN.entries())
    for (const { count, daysAgo } of looks)
      for (const { id: personId } of holders.slice(0, count)) {
        const day = addDays(story.days.anchor, -daysAgo);
        await act(story, { label: `in-vain/${number}/${daysAgo}/${personId}`, day, time: '11:00', personId }, (actor) =>
          story.ports.catalogue.search(actor, { ...search, councilKey: council, askedBy: personId }),
        );
      }
}
