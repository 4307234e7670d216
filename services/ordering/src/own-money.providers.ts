import type { Provider } from '@nestjs/common';
import { OrderOwnMoneyResolver, OwnMoneyResolver } from './graphql/own-money.resolver.js';
import { Ordering0096 } from './migrations/0096-own-money.js';
import { OwnMoneyRepository } from './persistence/own-money.repository.js';

/** People's own money above the council's highest price. */
export const ownMoneyMigrations = [Ordering0096];

export const ownMoneyProviders: Provider[] = [OwnMoneyRepository, OwnMoneyResolver, OrderOwnMoneyResolver];
