import { Refusal } from '@owncourse/kernel/contract';
import { type CardGateway, NotKnown, NotTaken } from '../stripe/card-gateway.js';

/** @throws Refusal CARD_PAYMENT_NOT_SET_UP */
export function companyOf(gateway: CardGateway | null): CardGateway {
  if (gateway === null) throw new Refusal('CARD_PAYMENT_NOT_SET_UP');
  return gateway;
}

/** Somebody waits in front of a page: no answer, or a no, becomes a refusal that says what to do. */
export async function orSilent<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotKnown || error instanceof NotTaken) throw new Refusal('CARD_COMPANY_SILENT');
    throw error;
  }
}
