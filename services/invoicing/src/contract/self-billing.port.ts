import type { Actor } from '@owncourse/kernel/contract';

export const SELF_BILLING = Symbol('SelfBillingPort');

export interface AgreeSelfBillingInput {
  readonly idempotencyKey: string;
  readonly councilId: string;
  /** 2 to 6 capital letters and digits, a letter first: the series of its own. */
  readonly prefix: string;
  /** London days, both of them in it; a year at the most. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** The words were read and agreed to. */
  readonly agrees: boolean;
}

export interface AnswerSelfBillingInput {
  readonly idempotencyKey: string;
  readonly agreementId: string;
  readonly agrees: boolean;
  /** Why not, at most 500 letters; the provider reads it. */
  readonly reason?: string | null;
}

export interface OurLegalDetailsInput {
  readonly idempotencyKey: string;
  readonly legalName: string;
  readonly addressLines: readonly string[];
  readonly town: string | null;
  readonly postcode: string | null;
  /** 9 or 12 digits, without GB. */
  readonly vatNumber: string | null;
  readonly taxReference: string | null;
  readonly companyNumber: string | null;
  readonly endpoint: { readonly scheme: '0060' | '0088' | '9932'; readonly id: string } | null;
}

/** What a provider says about its invoices. Each verb is one transaction, idempotent by key. */
export interface SelfBillingPort {
  /** Provider's owner; it holds once the council has signed it. Refuses NOT_FOUND, NOT_PERMITTED, INVALID_INPUT, SELF_BILLING_PREFIX_TAKEN, SELF_BILLING_OVERLAPS. @returns its id */
  agree(actor: Actor, input: AgreeSelfBillingInput): Promise<string>;
  /** Finance officer: signs for the council, so that it holds, or says no and why. Refuses NOT_FOUND, NOT_PERMITTED, INVALID_INPUT {agrees, reason}, WRONG_STATE, SAME_PERSON_SIGNED. @returns its id */
  answer(actor: Actor, input: AnswerSelfBillingInput): Promise<string>;
  /** Either side. Refuses NOT_FOUND, NOT_PERMITTED, WRONG_STATE. @returns its id */
  end(actor: Actor, input: { readonly agreementId: string; readonly idempotencyKey: string }): Promise<string>;
  /** Job. Tells both sides of agreements that end within four weeks, each once. @returns how many */
  tellOfEnds(): Promise<number>;
  /** Provider's owner. From today on. Refuses NOT_PERMITTED, INVALID_INPUT, BILLING_PARTY_EARLIER after a change of today. */
  saveLegalDetails(actor: Actor, input: OurLegalDetailsInput): Promise<void>;
}
