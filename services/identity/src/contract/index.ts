export * from './events.js';
export { type AccessSubject, mayDo, requireAccess } from './access.js';
export { ACCESS_TABLE, type AccessRow, type OperationName, type Relation } from './access-table.js';
export {
  type AddClient,
  type DemoSignIn,
  type GrantMandate,
  type LifeRecordKind,
  type RecordLife,
  IDENTITY,
  type IdentityOptions,
  type IdentityPort,
  type MandateTypeName,
  type OrganisationKind,
  type PolicyKey,
  type PostalAddress,
  type RegisterPerson,
  type ViewerSummary,
} from './identity.port.js';
export { IDENTITY_RECORDS } from './records.js';
