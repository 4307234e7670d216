import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database, NOBODY } from '@owncourse/kernel/contract';
import { type ChainHead, exportHeads } from '../chain/chain-heads.js';
import { type ChainKey, findChainKey, makeChainKey } from '../chain/chain-key.js';
import { CHAIN_PLACE, type ChainPlace } from '../contract/ledger.port.js';
import { appendSeals, chains, type NewSeal, readUnsealed } from '../persistence/chain.queries.js';

/** One transaction seals so many; small enough to be in nobody's way. */
const BATCH = 1000;

@Injectable()
export class SealTransfers {
  private key: ChainKey | null = null;
  /** The last head of each council that this process has written outside the database. */
  private readonly exported = new Map<string, bigint>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CHAIN_PLACE) private readonly place: ChainPlace | null,
  ) {}

  /**
   * Job. Gives every transfer that no running transaction can still come before its link, then exports the heads.
   * Without a place for key and heads nothing is sealed here, and everything waits for a process that has one.
   * @returns how many were sealed
   */
  async run(): Promise<number> {
    if (!this.place) return 0;
    this.key ??= await this.openKey(this.place);
    let sealed = 0;
    for (;;) {
      const now = await this.batch(this.key);
      sealed += now;
      if (now < BATCH) break;
    }
    await this.exportNewHeads(this.place);
    return sealed;
  }

  private batch(key: ChainKey): Promise<number> {
    return this.database.transaction(NOBODY, async (queries) => {
      const waiting = await readUnsealed(queries, BATCH);
      if (waiting.length === 0) return 0;
      const ends = new Map((await chains(queries)).map((chain) => [chain.councilId, chain]));
      const seals = waiting.map((transfer): NewSeal => {
        const end = ends.get(transfer.councilId);
        const sequence = (end?.sequence ?? 0n) + 1n;
        const code = key.code(end?.code ?? '', { ...transfer, sequence });
        ends.set(transfer.councilId, { councilId: transfer.councilId, sequence, code, keyCheck: key.check });
        return { ...transfer, sequence, code };
      });
      void appendSeals(queries, seals, key.check, this.clock.now());
      return waiting.length;
    });
  }

  /** After the commit, so that no head is ever ahead of its chain. */
  private async exportNewHeads(place: ChainPlace): Promise<void> {
    const heads: readonly ChainHead[] = await this.database.transaction(NOBODY, (queries) => chains(queries));
    const fresh = heads.filter((head) => this.exported.get(head.councilId) !== head.sequence);
    if (fresh.length === 0) return;
    await exportHeads(place.headsFile, fresh, this.clock.now());
    for (const head of fresh) this.exported.set(head.councilId, head.sequence);
  }

  private async openKey({ key: source }: ChainPlace): Promise<ChainKey> {
    const found = await findChainKey(source);
    const begun = await this.database.transaction(NOBODY, (queries) => chains(queries));
    if (found) {
      if (begun.some((chain) => chain.keyCheck !== found.check))
        throw new Error(
          'The chain of the ledger was made with another key. Put the right key back; nothing is sealed.',
        );
      return found;
    }
    if (source.kind === 'given' || begun.length > 0)
      throw new Error('The key of the ledger’s chain is gone. Put it back; until then nothing is sealed.');
    return makeChainKey(source.path);
  }
}
