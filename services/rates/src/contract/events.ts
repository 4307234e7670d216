/** `rates.rate-proposed`, version 1: a provider asks the council of the envelope for another price. No price is in it. */
export interface RateProposed {
  readonly providerId: string;
  readonly rateProposalId: string;
}
export const RATE_PROPOSED = 'rates.rate-proposed';

/** `rates.rate-proposal-answered`, version 1: what the council of the envelope said. */
export interface RateProposalAnswered {
  readonly providerId: string;
  readonly rateProposalId: string;
  /** A yes has made a draft, which a second officer publishes or not. */
  readonly accepted: boolean;
  /** The officer's own words; never null where it was declined. */
  readonly words: string | null;
}
export const RATE_PROPOSAL_ANSWERED = 'rates.rate-proposal-answered';
