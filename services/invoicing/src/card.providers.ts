import type { Provider } from '@nestjs/common';
import { CARD_READINESS } from '@owncourse/ordering/contract';
import { CARDS } from './contract/cards.port.js';
import { ProviderCardResolver } from './graphql/card-account.resolver.js';
import { CardSumsResolver } from './graphql/card-sums.resolver.js';
import { CardResolver } from './graphql/card.resolver.js';
import { CardRepository } from './persistence/card.repository.js';
import { CARD_GATEWAY } from './stripe/card-gateway.js';
import { StripeGateway } from './stripe/stripe-gateway.js';
import type { StripeOptions } from './contract/card-company.js';
import { STRIPE_OPTIONS } from './stripe/stripe-options.js';
import { AskCardReadiness } from './use-cases/card-readiness.js';
import { CardAccount } from './use-cases/card-account.js';
import { CardsService } from './use-cases/cards.service.js';
import { CloseCardPages } from './use-cases/close-card-pages.js';
import { HearCardEvents } from './use-cases/hear-card-events.js';
import { KeepCard } from './use-cases/keep-card.js';
import { PayByCard } from './use-cases/pay-by-card.js';
import { SettleCard } from './use-cases/settle-card.js';
import { NoteOwnMoney, TakeCardPayments } from './use-cases/take-card-payments.js';
import { WriteCardReceipt } from './use-cases/write-card-receipt.js';

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
  WriteCardReceipt,
  { provide: CARDS, useClass: CardsService },
  { provide: CARD_READINESS, useClass: AskCardReadiness },
  CardResolver,
  ProviderCardResolver,
  CardSumsResolver,
];

/** Null: card payment is not set up, and says so. */
export function cardCompany(options: StripeOptions | null): Provider[] {
  return [
    { provide: STRIPE_OPTIONS, useValue: options },
    { provide: CARD_GATEWAY, useFactory: () => (options === null ? null : new StripeGateway(options)) },
  ];
}
