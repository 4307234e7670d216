import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { Keyed } from '../contract/cards.port.js';
import { beginAccount, noteAccount, seeAccount } from '../persistence/card-keeping.js';
import { CardRepository } from '../persistence/card.repository.js';
import { CARD_GATEWAY, type CardGateway } from '../stripe/card-gateway.js';
import type { StripeOptions } from '../contract/card-company.js';
import { STRIPE_OPTIONS } from '../stripe/stripe-options.js';
import { companyOf, orSilent } from './card-company.js';

/** A provider opens its own account at the card company, on that company's pages; the money never passes through us. */
@Injectable()
export class CardAccount {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    @Inject(STRIPE_OPTIONS) private readonly options: StripeOptions | null,
    private readonly cards: CardRepository,
  ) {}

  async start(actor: Actor, input: Keyed): Promise<string> {
    const { organisationId: providerId } = actor;
    requireAccess(actor, 'startCardAccount', { organisationId: providerId });
    if (providerId === null) throw Refusal.notFound();
    const gateway = companyOf(this.gateway);
    const at = this.clock.now();
    const id = this.ids.next();
    const { result: linkId } = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const claim = { actorId: actor.personId, operation: 'startCardAccount', key: input.idempotencyKey };
          void claimKey(queries, { ...claim, input: {}, result: { linkId: id }, at });
          await beginAccount(queries, providerId, at);
          return id;
        }),
      (stored) => String(stored['linkId']),
    );
    return orSilent(async () => {
      const { aside } = this.database;
      let accountId = await beginAccount(aside, providerId, at);
      if (accountId === null) {
        // The provider's id is the request's key: however often it is sent, one account is made.
        accountId = await gateway.createAccount(providerId);
        await noteAccount(aside, providerId, accountId);
      }
      const site = this.options?.publicUrl ?? '';
      return gateway.startOnboarding({
        linkId,
        accountId,
        backTo: `${site}/provider/money/card?back=1`,
        againTo: `${site}/provider/money/card?again=1`,
      });
    });
  }

  async look(actor: Actor): Promise<void> {
    const { organisationId: providerId } = actor;
    requireAccess(actor, 'lookAtCardAccount', { organisationId: providerId });
    if (providerId === null) throw Refusal.notFound();
    companyOf(this.gateway);
    const reads = this.database.reads(rowScope(actor));
    try {
      const account = await this.cards.account(reads, providerId);
      if (account?.account_id) await this.see(account.account_id);
    } finally {
      await reads.close();
    }
  }

  /** Asks how an account stands; the newest question's answer is what we keep. */
  see(accountId: string): Promise<void> {
    return orSilent(async () => {
      const askedAt = this.clock.now();
      await seeAccount(this.database.aside, await companyOf(this.gateway).account(accountId), askedAt);
    });
  }
}
