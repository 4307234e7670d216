import type { Actor, MandateScopeName, Pence, RoleName } from '@owncourse/kernel/contract';

export const IDENTITY = Symbol('IdentityPort');

export type MandateTypeName = 'NOMINEE' | 'AUTHORISED_PERSON' | 'ATTORNEY' | 'DEPUTY' | 'TRUSTEE' | 'BROKER';
export type OrganisationKind = 'COUNCIL' | 'PROVIDER' | 'BROKERAGE' | 'COMMUNITY' | 'TRUST';

/** Council policy as dated data (model.md "Money"); values are JSON. */
export type PolicyKey =
  | 'percentOfDisposableIncome'
  | 'capitalLimit'
  | 'weeklyCap'
  | 'chargesHomecare'
  | 'netOrGross'
  | 'reserveWeeks'
  | 'reclaimNoticeDays'
  | 'backdateDays'
  | 'isfTransferOpenOrders'
  | 'autoConfirmDays'
  | 'disputeDays'
  | 'disputeCouncilDays'
  | 'visitAlertMinutes'
  /** Days after a confirmed trial visit: to be reminded of it (3), and for a word about it (28). */
  | 'trialReminderDays'
  | 'trialDecisionDays'
  | 'cancellationNoticeHours'
  | 'cancellationPercent'
  /** Pence for one visit: dearer orders wait for an approver. */
  | 'approvalLimitPence'
  /** Pence for one week of an order that repeats. */
  | 'approvalWeeklyLimitPence'
  /** Whole hours an approver has to decide; then the order ends by itself. */
  | 'approvalHours'
  /** Whole hours a provider has to say yes or no. */
  | 'answerHours'
  /** The same for care that cannot wait; left out: answerHours. */
  | 'urgentAnswerHours'
  /** Days in which everybody has to answer who was asked to order together; left out: 7. */
  | 'jointAnswerDays'
  | 'sharedAnswerDays'
  /** Most days in a row that urgent care is started for. */
  | 'urgentCareDays'
  /** Percent that a new rate card may raise the price of one unit by without asking the person first; unset never asks. */
  | 'priceRiseAskPercent'
  /** Percent of a visit's price that a provider keeps while somebody is in hospital; left out: nothing. */
  | 'hospitalRetainerPercent'
  | 'offCardRule'
  | 'spendCreditedMoney'
  | 'reviewMonths'
  | 'invoicePeriod'
  | 'paymentTermsDays'
  /** Who approves invoices that the council pays and that agree with orders and visits: AUTO or, where left out, an OFFICER. */
  | 'approveMatched'
  /** Who pays invoices of direct payments: HOLDER or, where left out, COUNCIL in its own payment runs. */
  | 'directPaymentsPaidBy'
  | 'returnEveryMonths'
  | 'returnDueDays'
  /** Days between a line of a bank statement and what it can be. */
  | 'bankMatchDays'
  /** Days for which a regular payment that was not written down still counts as to come. */
  | 'regularOverdueDays'
  | 'contributionPayDays'
  | 'listingStaleDays'
  /** Whose prices "What else could I get?" shows to everybody near: COUNCIL or, where left out, PUBLIC. */
  | 'whatElsePrices'
  /** Days after which what a provider said about when it can start counts no longer; left out: 42. */
  | 'startStaleDays'
  /** Days before a mandate's last one at which people are reminded, such as [28, 7]. */
  | 'mandateReminderDays'
  /** Whole minutes after which a telephone call that nobody ended is over; at most, and where left out, 120. */
  | 'telephoneCallMinutes';

export interface RegisterPerson {
  readonly id?: string;
  readonly name: string;
  readonly communicationNeeds?: readonly string[];
  readonly postcodeDistrict?: string | null;
  /** Without an e-mail the person has no sign-in. */
  readonly email?: string;
  /** From `hashPassword`. Needed with an e-mail. */
  readonly passwordHash?: string;
  readonly roles: readonly { readonly role: RoleName; readonly organisationId?: string; readonly councilId?: string }[];
}

/** As it stands on an envelope, below the name. */
export interface PostalAddress {
  /** 1 to 5, each of at most 40 letters. */
  readonly lines: readonly string[];
  readonly postcode: string;
}

export interface AddClient {
  readonly personId: string;
  readonly wardId: string;
  readonly careGroup: string;
  readonly ageBand: string;
  readonly careManagerId: string | null;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  /** Where the council's letters go; left out where it does not know yet. */
  readonly address?: PostalAddress;
}

export interface GrantMandate {
  readonly personId: string;
  /** Exactly one of the two. */
  readonly actorPersonId?: string;
  readonly actorOrganisationId?: string;
  readonly type: MandateTypeName;
  readonly scopes: readonly MandateScopeName[];
  readonly joint?: boolean;
  readonly startsOn: string;
  readonly endsOn?: string | null;
  readonly evidence?: string | null;
  readonly perOrderLimitPence?: Pence | null;
  readonly perMonthLimitPence?: Pence | null;
  readonly declaredConflict?: string | null;
}

export type LifeRecordKind = 'CAPACITY_LOST' | 'CAPACITY_REGAINED' | 'DIED';

export interface RecordLife {
  readonly personId: string;
  readonly kind: LifeRecordKind;
  /** London day. */
  readonly on: string;
  /** What the officer has seen, or who said so. */
  readonly evidence: string;
}

export interface ViewerSummary {
  readonly personId: string;
  readonly displayName: string;
  readonly roles: readonly RoleName[];
  readonly councilKey: string | null;
  readonly organisationName: string | null;
}

export interface DemoSignIn {
  readonly email: string;
  readonly name: string;
  readonly roleLabel: string;
  readonly whatYouCanTry: string;
  readonly councilName: string | null;
}

export interface IdentityOptions {
  readonly demo: boolean;
  readonly demoPeople: readonly DemoSignIn[];
  /** Off for plain http, as on a newcomer's machine. */
  readonly secureCookies: boolean;
}

/** People, organisations, sign-in and mandates. Verbs throw a Refusal and leave nothing behind when they cannot be done. */
export interface IdentityPort {
  /** Null for an unknown, ended or expired session. */
  resolveSession(token: string): Promise<Actor | null>;
  /** The same for jobs and the demo loader. @throws Refusal NOT_FOUND */
  actorFor(personId: string): Promise<Actor>;
  viewerSummary(actor: Actor): Promise<ViewerSummary>;
  hashPassword(password: string): Promise<string>;
  policy(councilId: string, key: PolicyKey, on: string): Promise<unknown>;
  /** Records an officer's look at one person's spending; people acting under a mandate are not officers. */
  recordLookUp(
    actor: Actor,
    look: { readonly personId: string; readonly councilId: string; readonly what: string },
  ): Promise<void>;
  /** Operator. The councils' first officers come with registerPeople. */
  createCouncil(
    actor: Actor,
    council: {
      readonly id?: string;
      readonly key: string;
      readonly name: string;
      readonly safeguardingPhone: string;
      readonly contactPhone: string;
    },
  ): Promise<string>;
  createOrganisations(
    actor: Actor,
    organisations: readonly { readonly id: string; readonly kind: OrganisationKind; readonly name: string }[],
  ): Promise<void>;
  registerPeople(actor: Actor, people: readonly RegisterPerson[]): Promise<readonly string[]>;
  /** The very first person of an empty system: an operator. Refuses WRONG_STATE when there is anybody already. */
  registerFirstOperator(person: RegisterPerson): Promise<string>;
  addClients(actor: Actor, councilId: string, clients: readonly AddClient[]): Promise<void>;
  setPolicy(
    actor: Actor,
    councilId: string,
    policies: readonly { readonly key: PolicyKey; readonly value: unknown; readonly from: string }[],
  ): Promise<void>;
  /** Officer of the council, who has seen the evidence. @returns the mandate's id */
  grantMandateWithEvidence(actor: Actor, councilId: string, mandate: GrantMandate): Promise<string>;
  /** @param inPrivate the one who held it is not told */
  endMandate(actor: Actor, mandateId: string, inPrivate?: boolean): Promise<void>;
  /**
   * Care manager of the person. Mandates that stand on the person's word lapse when capacity is lost, all of them when
   * the person dies. @returns the mandates that ended
   */
  recordLife(actor: Actor, record: RecordLife): Promise<readonly string[]>;
  /** Operator. Either is the other, or owns it: whoever works for one has a stake in the other. */
  linkOrganisations(
    actor: Actor,
    links: readonly { readonly organisationId: string; readonly relatedId: string; readonly kind: 'SAME' | 'OWNS' }[],
  ): Promise<void>;
  /** The person or their care manager; null takes it back. Orders then wait for the council's approval. */
  declareConflict(actor: Actor, mandateId: string, declaration: string | null): Promise<void>;
  /** Job: tells of mandates that end soon, and of those that are over. @returns how many */
  mindMandates(): Promise<number>;
  /** Job: forgets sessions and failed sign-ins that ended long ago. */
  sweepSessions(): Promise<void>;
}
