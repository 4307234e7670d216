/** Work that comes due by the clock. Safe beside itself, and safe to repeat after a stop half-way. */
export interface Job {
  /** Stable: it is the name of the job's queue, which a migration has made. */
  readonly name: JobName;
  /** Five fields of cron, in London time. */
  readonly cron: string;
  /** Consumers of the outbox that leave work for it: it runs soon after one of them has handled an event, not only by the clock. */
  readonly wokenBy?: readonly string[];
  run(): Promise<unknown>;
}

export const JOB_NAMES = [
  'fund-budgets',
  'extend-plans',
  'confirm-silent',
  'make-invoices',
  'take-cards',
  'watch-visits',
  'end-old-sessions',
  'seal-ledger',
  'send-mail',
  'warn-short-weeks',
  'mind-mandates',
  'remind-of-listings',
  'mind-stores',
] as const;
export type JobName = (typeof JOB_NAMES)[number];
