import type { Provider } from '@nestjs/common';
import { CardChargeOrderResolver } from './graphql/card-charge.resolver.js';
import {
  OrderOwnMoneyResolver,
  OwnMoneyResolver,
  StatementOwnMoneyResolver,
  VisitOwnMoneyResolver,
} from './graphql/own-money.resolver.js';
import { Ordering0096 } from './migrations/0096-own-money.js';
import { Ordering0100 } from './migrations/0100-own-money-of-visits.js';
import { OwnMoneyRepository } from './persistence/own-money.repository.js';
import { AgreeOwnPart } from './use-cases/agree-own-part.js';
import { AskOwnPart } from './use-cases/ask-own-part.js';

/** People's own money above the council's highest price. */
export const ownMoneyMigrations = [Ordering0096, Ordering0100];

export const ownMoneyProviders: Provider[] = [
  OwnMoneyRepository,
  OwnMoneyResolver,
  OrderOwnMoneyResolver,
  VisitOwnMoneyResolver,
  StatementOwnMoneyResolver,
  CardChargeOrderResolver,
  AskOwnPart,
  AgreeOwnPart,
];
