export const CARD_READINESS = Symbol('CardReadinessPort');

/** READY, or why not: no card platform, no card of the person, a provider that takes none. */
export type CardReadiness = 'READY' | 'NOT_SET_UP' | 'NO_CARD' | 'PROVIDER_NOT_READY';

/** Asked before somebody orders with their own money; answered by the room that takes cards. */
export interface CardReadinessPort {
  ready(personId: string, providerId: string): Promise<CardReadiness>;
}
