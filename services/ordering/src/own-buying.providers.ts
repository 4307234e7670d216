import type { Provider } from '@nestjs/common';
import { BASKETS } from './contract/baskets.port.js';
import { OWN_DATA } from './contract/own-data.port.js';
import { BasketResolver } from './graphql/basket.resolver.js';
import { OwnBuyingResolver } from './graphql/own-buying.resolver.js';
import { Ordering0420 } from './migrations/0420-baskets.js';
import { Ordering0440 } from './migrations/0440-own-purchases.js';
import { BasketRepository } from './persistence/basket.repository.js';
import { OwnDataRepository } from './persistence/own-data.repository.js';
import { KeepBasket } from './use-cases/keep-basket.js';
import { KeepOwnData } from './use-cases/keep-own-data.js';
import { OrderBasket } from './use-cases/order-basket.js';

/** Buying with one's own money, without a budget. */
export const ownBuyingMigrations = [Ordering0420, Ordering0440];

export const ownBuyingProviders: Provider[] = [
  BasketRepository,
  KeepBasket,
  OrderBasket,
  { provide: BASKETS, useExisting: KeepBasket },
  OwnDataRepository,
  { provide: OWN_DATA, useClass: KeepOwnData },
  BasketResolver,
  OwnBuyingResolver,
];
