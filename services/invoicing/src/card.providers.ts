import type { Provider } from '@nestjs/common';
import { CARDS } from './contract/cards.port.js';
import { CardResolver, ProviderCardResolver } from './graphql/card.resolver.js';
import { CardRepository } from './persistence/card.repository.js';
import { CARD_GATEWAY } from './stripe/card-gateway.js';
import { StripeGateway } from './stripe/stripe-gateway.js';
import type { StripeOptions } from './contract/card-company.js';
import { STRIPE_OPTIONS } from './stripe/stripe-options.js';
import { CardAccount } from './use-cases/card-account.js';
import { CardsService } from './use-cases/cards.service.js';
import { CloseCardPages } from './use-cases/close-card-pages.js';
import { HearCardEvents } from './use-cases/hear-card-events.js';
import { KeepCard } from './use-cases/keep-card.js';
import { PayByCard } from './use-cases/pay-by-card.js';
import { SettleCard } from './use-cases/settle-card.js';
import { NoteOwnMoney, TakeCardPayments } from './use-cases/take-card-payments.js';

/** People's own money by card. */
export const CARD_PROVIDERS: Provider[] = [
  CardRepository,
  SettleCard,
  CloseCardPages,
  TakeCardPayments,
  NoteOwnMoney,
  HearCardEvents,
  KeepCard,
  PayByCard,
  CardAccount,
  { provide: CARDS, useClass: CardsService },
  CardResolver,
  ProviderCardResolver,
];

/** Null: card payment is not set up, and says so. */
export function cardCompany(options: StripeOptions | null): Provider[] {
  return [
    { provide: STRIPE_OPTIONS, useValue: options },
    { provide: CARD_GATEWAY, useFactory: () => (options === null ? null : new StripeGateway(options)) },
  ];
}
