import type { Actor } from '@owncourse/kernel/contract';

export const IMPORTS = Symbol('ImportsPort');

export type ImportKind = 'SERVICES' | 'REGISTER';
export type FileFormat = 'csv' | 'xlsx';

export interface SendFileInput {
  readonly kind: ImportKind;
  readonly fileName: string;
  /** A CSV is read as it comes and never whole in memory. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Only say what it would do; `takeIn` does it then. */
  readonly checkOnly: boolean;
}

/** How far an import is. Counts are of rows. */
export interface ImportProgress {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: 'CHECKING' | 'CHECKED' | 'IMPORTING' | 'DONE';
  readonly rows: number;
  readonly taken: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly notHere: number;
}

/** Files of services and prices, and registers of places. Everything with a key may be sent twice. */
export interface ImportsPort {
  /**
   * Services: a provider's own, or an operator's of many providers. A register: an officer's or an operator's.
   * Refuses INVALID_INPUT where the file as a whole cannot be read. @returns the import's id; the same file that is not done yet has one
   */
  send(actor: Actor, input: SendFileInput, key: string): Promise<string>;
  /** Takes in what was checked. Refuses NOT_FOUND, and WRONG_STATE while it is checked. */
  takeIn(actor: Actor, id: string, key: string): Promise<void>;
  /** Null for an operator's unknown id. For the command line. */
  progress(actor: Actor, id: string): Promise<ImportProgress | null>;
  /** Takes what there is to take, batch by batch, beside other workers. @returns how many batches */
  work(stopped?: AbortSignal): Promise<number>;
  /** What is wrong with the rows, as CSV; null for what is not theirs to see. */
  problemsFile(actor: Actor, id: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** The provider's own services, or an operator's of all providers, in the columns that `send` reads. */
  servicesFile(actor: Actor, format: FileFormat): AsyncIterable<Uint8Array>;
}
