import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  onceInTransaction,
  Refusal,
  rowScope,
  writeCsv,
  writePounds,
} from '@owncourse/kernel/contract';
import { type ChainKey, findChainKey } from '../chain/chain-key.js';
import { CHAIN_PLACE, type ChainPlace } from '../contract/ledger.port.js';
import type { ClosingPort, MonthFile } from '../contract/closing.port.js';
import { accountWords, balanceText, closeDocument, type TrialBalanceLine } from '../domain/trial-balance.js';
import { MonthCloseRepository } from '../persistence/month-close.repository.js';

/** A month of the books is closed by two officers: one prepares its trial balance, another signs it (docs/adr/0047). */
@Injectable()
export class CloseMonth implements ClosingPort {
  constructor(
    private readonly database: Database,
    private readonly months: MonthCloseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CHAIN_PLACE) private readonly place: ChainPlace | null,
  ) {}

  async prepare(actor: Actor, input: { readonly month: string; readonly idempotencyKey: string }): Promise<string> {
    const councilId = this.councilOf(actor, 'prepareMonthClose');
    const { month, idempotencyKey } = input;
    if (!isDay(month) || !month.endsWith('-01'))
      throw Refusal.invalid('month', 'Choose a month by its first day, such as 2026-03-01.');
    const at = this.clock.now();
    const id = this.ids.next();
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'prepareMonthClose', key: idempotencyKey, input: { month }, id, at },
      async (queries) => {
        const sha256 = digest(await this.months.balance(queries, councilId, month));
        await this.months.prepare(queries, { councilId, id, month, sha256, at, actorId: actor.personId });
      },
    );
  }

  async takeBack(actor: Actor, input: { readonly closeId: string; readonly idempotencyKey: string }): Promise<string> {
    const councilId = this.councilOf(actor, 'takeBackMonthClose');
    const { closeId, idempotencyKey } = input;
    if (!isId(closeId)) throw Refusal.notFound();
    const at = this.clock.now();
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'takeBackMonthClose', key: idempotencyKey, input: { closeId }, id: closeId, at },
      async (queries) => {
        await this.months.unprepare(queries, councilId, closeId);
      },
    );
  }

  async sign(actor: Actor, input: { readonly closeId: string; readonly idempotencyKey: string }): Promise<string> {
    const councilId = this.councilOf(actor, 'signMonthClose');
    const { closeId, idempotencyKey } = input;
    if (!isId(closeId)) throw Refusal.notFound();
    const at = this.clock.now();
    const key = await this.key();
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'signMonthClose', key: idempotencyKey, input: { closeId }, id: closeId, at },
      async (queries) => {
        const locked = await this.months.lock(queries, councilId, closeId, actor.personId);
        const lines = await this.months.balance(queries, councilId, locked.month);
        // What was written down late, by a clock that was behind: the first officer has to look again.
        if (digest(lines) !== locked.prepared_sha256) throw new Refusal('BALANCE_CHANGED');
        const document = closeDocument({
          councilId,
          month: locked.month,
          lines,
          preparedBy: locked.prepared_by,
          preparedAt: locked.prepared_at.toISOString(),
          signedBy: actor.personId,
          signedAt: at.toISOString(),
          chainSequence: locked.chain_sequence,
          chainCode: locked.chain_code,
        });
        const { closeKey } = key;
        await this.months.sign(queries, {
          councilId,
          id: closeId,
          document,
          signature: closeKey.sign(document),
          publicKey: closeKey.publicKey,
          chainSequence: locked.chain_sequence,
          at,
          actorId: actor.personId,
        });
      },
    );
  }

  async file(actor: Actor, closeId: string, format: 'csv' | 'json'): Promise<MonthFile | null> {
    if (!isId(closeId)) return null;
    return this.database.transaction(rowScope(actor), async (queries) => {
      const close = await this.months.close(queries, closeId);
      if (!close) return null;
      const name = `trial-balance-${close.month.slice(0, 7)}.${format}`;
      if (format === 'csv')
        return { name, content: balanceCsv(await this.months.balance(queries, close.council_id, close.month)) };
      const { document, signature, public_key: publicKey } = close;
      if (document === null) return null;
      return {
        name,
        content: `${JSON.stringify({ algorithm: 'Ed25519', publicKey, signature, document }, null, 2)}\n`,
      };
    });
  }

  private councilOf(actor: Actor, operation: 'prepareMonthClose' | 'signMonthClose' | 'takeBackMonthClose'): string {
    const { councilId } = actor;
    requireAccess(actor, operation, { councilId });
    if (councilId === null) throw Refusal.notFound();
    return councilId;
  }

  private async key(): Promise<ChainKey> {
    const key = this.place && (await findChainKey(this.place.key));
    // The worker makes it with the first link; nothing is sealed before.
    if (!key) throw new Refusal('NOT_SEALED_YET');
    return key;
  }
}

function digest(lines: readonly TrialBalanceLine[]): string {
  return createHash('sha256').update(balanceText(lines)).digest('hex');
}

function balanceCsv(lines: readonly TrialBalanceLine[]): string {
  const rows = lines.map((line) => [
    line.kind,
    accountWords(line.kind),
    line.fundingKind,
    ...[line.openingPence, line.inPence, line.outPence, line.closingPence].map(writePounds),
  ]);
  return writeCsv([['account', 'what it is', 'funder', 'before', 'in', 'out', 'after'], ...rows]);
}
