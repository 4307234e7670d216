export {
  divideRounded,
  formatPounds,
  formatQuantity,
  linePence,
  parseQuantity,
  type Pence,
  type TenThousandths,
} from '../money/pence.js';
export { readPounds, writePounds } from '../money/pounds.js';
export { Refusal, asRefusal, type FieldProblem, type RefusalDetails } from '../errors/refusal.js';
export { refusalWords } from '../errors/refusal-words.js';
export {
  addDays,
  CLOCK,
  type Clock,
  dayNumber,
  daysBetween,
  isDay,
  LONDON,
  londonDate,
  londonInstant,
  londonTime,
  ManualClock,
  SteeredClock,
  SystemClock,
  weekStarting,
} from '../time/clock.js';
export { dayWithYear } from '../time/day-in-words.js';
export { atOnce, groupBy } from '../lists/at-once.js';
export { MarkedCache } from '../lists/marked-cache.js';
export { IDS, type IdSource, isId, NIL_ID, shortReference, UuidV7Source } from '../ids/id-source.js';
export {
  type Actor,
  type ActorMandate,
  type MandateScopeName,
  NOBODY,
  type RoleName,
  rowScope,
  type RowScope,
  seesWholeCouncil,
  visiblePeople,
} from '../context/actor.js';
export { sqlFile, statement, type Statement } from '../postgres/statement.js';
export { Database, type Queries, type ReadScope } from '../postgres/database.js';
export { takenBack } from '../postgres/taken-back.js';
export { SqlMigration } from '../postgres/sql-migration.js';
export { appendEvent, type EventEnvelope } from '../outbox/event.js';
export { claimKey, type ClaimedOperation, inputHash, type Once, orReplay } from '../outbox/idempotency.js';
export { onceInTransaction, type OneRequest } from '../outbox/once.js';
export { type Follower, FOLLOWERS } from '../outbox/follower.js';
export { EVENT_CONSUMERS, type EventConsumer, OutboxRelay } from '../outbox/relay.js';
export { inOrderOf, OperationContext } from '../graphql/operation-context.js';
export { orRefusal, refusalMember, type RefusalMember } from '../graphql/refusal-member.js';
export { connection, type Connection, decodeCursor, encodeCursor, pageSize } from '../graphql/connection.js';
export {
  DateScalar,
  DateTimeScalar,
  type FileContent,
  FileContentScalar,
  PenceScalar,
  QuantityScalar,
} from '../graphql/scalars.js';
export { DocumentBuilder, type DocumentOptions } from '../documents/document-builder.js';
export type { DocumentColumn, DocumentTable } from '../documents/document-table.js';
export { LARGEST_RECEIPT_BYTES, type ReceiptFile, readReceipt, receiptFromBase64 } from '../documents/receipt-file.js';
export { outcodeOf, wholePostcode } from '../text/postcode.js';
export { isReadable } from '../text/readable-text.js';
export { sheetRows, type SheetLimits, UnreadableSheet } from '../sheets/read-sheet.js';
export type { SheetRow } from '../sheets/row-spool.js';
export { csvOf, workbookOf, writeCsv } from '../sheets/write-sheet.js';
export {
  because,
  nameInSql,
  type PersonRecords,
  providerNameInSql,
  type RecordFiles,
  type RecordPart,
  type RecordRow,
  serviceNamesInSql,
} from '../records/person-records.js';
export { KERNEL_RECORDS } from '../records/kernel-records.js';
