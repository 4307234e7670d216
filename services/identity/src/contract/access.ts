import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { ACCESS_TABLE, type AccessRow, type OperationName } from './access-table.js';

/** What an operation is about. Leave out what does not matter to it. */
export interface AccessSubject {
  readonly personId?: string | null;
  readonly councilId?: string | null;
  readonly organisationId?: string | null;
  /** The telephone call in which it is done, where there is one. */
  readonly callId?: string | null;
}

function stands(actor: Actor, row: AccessRow, subject: AccessSubject): boolean {
  if (row.roles && !row.roles.some((role) => actor.roles.includes(role))) return false;
  const { personId, councilId, organisationId, callId } = subject;
  switch (row.relation) {
    case 'anyone':
    case 'signed-in':
      return true;
    case 'self':
      return Boolean(personId) && personId === actor.personId;
    case 'mandate':
      return actor.mandates.some(
        (mandate) => mandate.personId === personId && (row.scope === undefined || mandate.scopes.includes(row.scope)),
      );
    case 'assigned':
      return Boolean(personId) && actor.assignedPeople.includes(personId ?? '');
    case 'telephone-call':
      return Boolean(callId) && Boolean(personId) && actor.assignedPeople.includes(personId ?? '');
    case 'own-organisation':
      return Boolean(organisationId) && organisationId === actor.organisationId;
    case 'own-council':
      return Boolean(councilId) && councilId === actor.councilId;
  }
}

/** Whether somebody signed in may do this; one lookup in the one table of rights. */
export function mayDo(actor: Actor, operation: OperationName, subject: AccessSubject = {}): boolean {
  const rows: readonly AccessRow[] = ACCESS_TABLE[operation];
  return rows.some((row) => stands(actor, row, subject));
}

/** @throws Refusal NO_MANDATE where a mandate would allow it, NOT_PERMITTED otherwise */
export function requireAccess(actor: Actor, operation: OperationName, subject: AccessSubject = {}): void {
  if (mayDo(actor, operation, subject)) return;
  const rows: readonly AccessRow[] = ACCESS_TABLE[operation];
  throw new Refusal(
    subject.personId && rows.some((row) => row.relation === 'mandate') ? 'NO_MANDATE' : 'NOT_PERMITTED',
  );
}
