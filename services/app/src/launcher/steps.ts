import type { ChainPlace } from '@owncourse/ledger/contract';
import type { SearchServer } from '@owncourse/catalogue/contract';
import type { CardCompanyConfig, MailConfig } from '@owncourse/kernel/runtime';

export interface DemoPerson {
  readonly email: string;
  /** Who they are and what they do, in a few plain words. */
  readonly who: string;
}

export interface DemoDataOptions {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Says how far it is, in a few words or as "40%". */
  readonly progress: (text: string) => void;
  /** Where the product's clock starts; the machine's time when absent. The demo's story ends the evening before. */
  readonly clockStart?: Date | undefined;
}

export interface ServerOptions {
  readonly mail: MailConfig;
  readonly searchServer: SearchServer | null;
  readonly cardCompany: CardCompanyConfig | null;
  readonly appUrl: string;
  readonly port: number;
  readonly demo: boolean;
  readonly ledgerChain: ChainPlace;
  readonly clockStart?: Date | undefined;
}

export interface RunningServer {
  /** Stops taking requests, ends those under way, stops the worker and closes its connections. */
  close(): Promise<void>;
}

/** What happens once there is a database. The launcher knows the order and the words; these do the work. */
export interface LauncherSteps {
  /**
   * Brings the schemas up to date; safe when several processes do it at once.
   * @returns how many migrations ran
   */
  migrate(ownerUrl: string): Promise<number>;
  /** Does nothing where there is data already. */
  loadDemoDataIfEmpty(options: DemoDataOptions): Promise<void>;
  /** Resolves when HTTP is being answered. */
  startServer(options: ServerOptions): Promise<RunningServer>;
  /** In the order in which they are shown. */
  readonly demoPeople: readonly DemoPerson[];
}
