import { claimKey, type Clock, Database, NOBODY, Refusal, statement } from '@owncourse/kernel/contract';

/** Whose idempotency keys the marks are. It is nobody's id. */
const LOADER_ID = '00000000-0000-0000-0000-00000000de30';
const TOTALS = statement('app.demo-totals', 'select councils from identity.totals()');

export type DemoState = 'empty' | 'half-loaded' | 'loaded' | 'own-data';
type Mark = 'demo-load-started' | 'demo-load-finished';

class NotThere extends Error {}

/** What the loading of the demo leaves in the database about itself: a mark when it starts and one when it has finished. */
export class DemoMarks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async state(): Promise<DemoState> {
    if (await this.has('demo-load-finished')) return 'loaded';
    if (await this.has('demo-load-started')) return 'half-loaded';
    const [totals] = await this.database.call<{ councils: number }>(TOTALS);
    return totals && totals.councils > 0 ? 'own-data' : 'empty';
  }

  async set(mark: Mark): Promise<void> {
    await this.claim(mark, () => undefined);
  }

  /** Asked by trying: a key that can be claimed is given back at once. */
  private async has(mark: Mark): Promise<boolean> {
    try {
      await this.claim(mark, () => {
        throw new NotThere();
      });
    } catch (error) {
      if (error instanceof NotThere) return false;
      if (error instanceof Refusal && error.code === 'IDEMPOTENT_REPLAY') return true;
      throw error;
    }
    return false;
  }

  private claim(mark: Mark, then: () => void): Promise<void> {
    return this.database.transaction(NOBODY, async (queries) => {
      await claimKey(queries, {
        actorId: LOADER_ID,
        operation: 'demo-load',
        key: mark,
        input: {},
        result: {},
        at: this.clock.now(),
      });
      then();
    });
  }
}
