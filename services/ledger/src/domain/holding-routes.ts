import { Refusal } from '@owncourse/kernel/contract';
import type { HoldingRouteName } from '../contract/ledger.port.js';

export type HolderKind = 'PERSON' | 'TRUST' | 'BROKERAGE' | 'PROVIDER';

/** Somebody who may hold a person's money: who acts for them, or an organisation. */
export interface PossibleHolder {
  readonly id: string;
  readonly kind: HolderKind;
  readonly name: string;
}

/** The kind of holder that a way asks for; null where the way itself says who holds the money. */
const KIND_OF: Readonly<Record<HoldingRouteName, HolderKind | null>> = {
  COUNCIL_MANAGED: null,
  DIRECT_PAYMENT: null,
  REPRESENTATIVE: 'PERSON',
  TRUST: 'TRUST',
  BROKER: 'BROKERAGE',
  INDIVIDUAL_SERVICE_FUND: 'PROVIDER',
};

/** Who holds the money on a way, and so pays. @throws Refusal INVALID_INPUT for somebody who cannot */
export function holderOf(
  route: HoldingRouteName,
  about: {
    readonly councilId: string;
    readonly personId: string;
    readonly holderId: string | null;
    readonly possible: readonly PossibleHolder[];
  },
): string {
  const kind = KIND_OF[route];
  if (kind === null) return route === 'COUNCIL_MANAGED' ? about.councilId : about.personId;
  const holder = about.possible.find((one) => one.id === about.holderId && one.kind === kind);
  if (!holder) throw Refusal.invalid('routes', 'Choose who holds the money from the list.');
  return holder.id;
}

/** As far as the rule needs to know a part; in the officer's order. */
interface PayingPart {
  readonly route: string;
  readonly payer_id: string;
  readonly is_over: boolean;
}

/**
 * The part that pays a provider, as `ledger.part_for` chooses it when money is set aside: the fund that the provider holds itself,
 * else the first that is no fund. Undefined where none can.
 */
export function payingPart<Part extends PayingPart>(parts: readonly Part[], providerId: string): Part | undefined {
  const open = parts.filter((part) => !part.is_over);
  const isFund = (part: Part): boolean => part.route === 'INDIVIDUAL_SERVICE_FUND';
  return open.find((part) => isFund(part) && part.payer_id === providerId) ?? open.find((part) => !isFund(part));
}
