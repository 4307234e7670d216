import type { Actor } from '@owncourse/kernel/contract';

/** For whom somebody may pay: themselves, and whose mandate says so. A joint one lets nobody pay alone. */
export function payablePeople({ personId, mandates }: Pick<Actor, 'personId' | 'mandates'>): readonly string[] {
  const others = mandates.filter(({ scopes, joint }) => joint !== true && scopes.includes('PAY'));
  return [...new Set([personId, ...others.map((mandate) => mandate.personId)])];
}
