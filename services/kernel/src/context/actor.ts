/** Roles as model.md names them; the values are those of the GraphQL enum Role. */
export type RoleName =
  | 'BUDGET_HOLDER'
  | 'REPRESENTATIVE'
  | 'BROKER'
  | 'CARER'
  | 'SELF_FUNDER'
  | 'PROVIDER_OWNER'
  | 'PROVIDER_CATALOGUE'
  | 'PROVIDER_ORDERS'
  | 'PROVIDER_FINANCE'
  | 'COMMUNITY_GROUP'
  | 'CARE_MANAGER'
  | 'APPROVER'
  | 'FINANCE_OFFICER'
  | 'COMMISSIONER'
  | 'MODERATOR'
  | 'OPERATOR';

export type MandateScopeName = 'VIEW' | 'ORDER' | 'CONFIRM' | 'PAY';

export interface ActorMandate {
  readonly id: string;
  readonly personId: string;
  readonly scopes: readonly MandateScopeName[];
  /** Held together with somebody else: lets its holder look alone, and nothing else. */
  readonly joint?: boolean;
}

/**
 * Who sends a request, resolved anew for each request from the session, so that an ended
 * session or mandate counts at once.
 */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleName[];
  /** The council this person works for; null for everybody else. */
  readonly councilId: string | null;
  /** The provider, brokerage or community group this person works for. */
  readonly organisationId: string | null;
  /** The council that funds this person; decides whose agreed prices they see. */
  readonly fundingCouncilId: string | null;
  /** Mandates in force now, own or the brokerage's. */
  readonly mandates: readonly ActorMandate[];
  /** People assigned to a care manager. */
  readonly assignedPeople: readonly string[];
}

/** Whose personal rows the actor may see: own, under a mandate with VIEW, assigned. */
export function visiblePeople(actor: Actor): string[] {
  const underMandate = actor.mandates
    .filter((mandate) => mandate.scopes.includes('VIEW'))
    .map((mandate) => mandate.personId);
  return [...new Set([actor.personId, ...underMandate, ...actor.assignedPeople])];
}

const COUNCIL_WIDE: ReadonlySet<RoleName> = new Set<RoleName>(['FINANCE_OFFICER', 'APPROVER']);

/** Finance officers and approvers see the personal rows of their whole council; nobody else does. */
export function seesWholeCouncil(actor: Actor): boolean {
  return actor.roles.some((role) => COUNCIL_WIDE.has(role));
}

/** What row-level security needs to know; the values of the `app.*` settings of a transaction. */
export interface RowScope {
  readonly personId: string;
  readonly councilId: string;
  readonly councilWide: boolean;
  readonly organisationId: string;
  readonly people: readonly string[];
}

export const NOBODY: RowScope = { personId: '', councilId: '', councilWide: false, organisationId: '', people: [] };

export function rowScope(actor: Actor | null): RowScope {
  if (!actor) return NOBODY;
  return {
    personId: actor.personId,
    councilId: actor.councilId ?? '',
    councilWide: seesWholeCouncil(actor),
    organisationId: actor.organisationId ?? '',
    people: visiblePeople(actor),
  };
}
