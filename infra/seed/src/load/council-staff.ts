import { type CouncilKey, councils, demoId, demoPeople } from '../content/index.js';

type Post = 'finance' | 'finance2' | 'approver' | 'moderator' | 'commissioner';

export interface Officer {
  readonly personId: string;
  readonly name: string;
}

const otherNames: Readonly<Record<string, string>> = {
  'approver@oakhaven.example': 'Judith Saltmarsh',
  'finance2@oakhaven.example': 'Emeka Oduya',
  'moderator@oakhaven.example': 'Bethan Price',
};

/** Demo people have sign-ins; a council also has officers who do their work unseen. */
export function officerOf(councilKey: CouncilKey, post: Post): Officer {
  const email = `${post}@${councilKey}.example`;
  const demo = demoPeople.find((one) => one.email === email);
  if (demo) return { personId: demo.personId, name: demo.name };
  const name = otherNames[email];
  if (!name) throw new Error(`${councilKey} has no ${post}`);
  return { personId: demoId('person', `officer/${email}`), name };
}

const careManagerNames: Readonly<Record<CouncilKey, readonly string[]>> = {
  marlbridge: ['Aisha Karim', 'Tom Hallworth', 'Priscilla Nwosu', 'Eirlys Bowen', 'Mandeep Gill'],
  oakhaven: ['Fergus Lyle'],
};

export function careManagersOf(councilKey: CouncilKey): readonly Officer[] {
  return careManagerNames[councilKey].map((name) => {
    const demo = demoPeople.find((one) => one.name === name && one.roles.includes('care-manager'));
    return { personId: demo?.personId ?? demoId('person', `officer/${councilKey}/${name}`), name };
  });
}

export function operatorId(): string {
  const operator = demoPeople.find((one) => one.roles.includes('operator'));
  if (!operator) throw new Error('The demo has no operator');
  return operator.personId;
}

export const councilKeys: readonly CouncilKey[] = councils.map((council) => council.key);
