import type { Provider } from '@nestjs/common';
import { BASKETS } from './contract/baskets.port.js';
import { CARD_READINESS, NoCardPlatform } from './contract/card-readiness.port.js';
import { BasketResolver } from './graphql/basket.resolver.js';
import { OwnBuyingResolver } from './graphql/own-buying.resolver.js';
import { Ordering0420 } from './migrations/0420-baskets.js';
import { BasketRepository } from './persistence/basket.repository.js';
import { KeepBasket } from './use-cases/keep-basket.js';

/** Buying with one's own money, without a budget. */
export const ownBuyingMigrations = [Ordering0420];

export const ownBuyingProviders: Provider[] = [
  BasketRepository,
  KeepBasket,
  { provide: BASKETS, useExisting: KeepBasket },
  BasketResolver,
  OwnBuyingResolver,
  { provide: CARD_READINESS, useClass: NoCardPlatform },
];
