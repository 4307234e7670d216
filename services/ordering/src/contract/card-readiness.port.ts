export const CARD_READINESS = Symbol('CardReadinessPort');

/** READY, or why not: no card platform, no card of the person, a provider that takes none. */
export type CardReadiness = 'READY' | 'NOT_SET_UP' | 'NO_CARD' | 'PROVIDER_NOT_READY';

/** Asked before somebody orders with their own money; bound to a card platform where there is one. */
export interface CardReadinessPort {
  ready(personId: string, providerId: string): Promise<CardReadiness>;
}

/** Where no card platform is configured. */
export class NoCardPlatform implements CardReadinessPort {
  ready(): Promise<CardReadiness> {
    return Promise.resolve('NOT_SET_UP');
  }
}
