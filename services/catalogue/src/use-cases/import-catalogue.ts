import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  parseQuantity,
  Refusal,
  rowScope,
  type Statement,
  statement,
} from '@owncourse/kernel/contract';
import type { ProviderInput, ServiceInput, VariantInput } from '../contract/catalogue.port.js';
import type { PublishingStatus } from '../contract/words.js';

const PROVIDERS = statement('catalogue.import-providers', 'select catalogue.import_providers($1, $2, $3)');
const SERVICES = statement('catalogue.import-services', 'select catalogue.import_services($1, $2, $3)');
const VARIANTS = statement('catalogue.import-variants', 'select catalogue.import_variants($1, $2, $3)');

function asJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function published<Row extends { readonly status?: PublishingStatus }>(row: Row): Row & { status: PublishingStatus } {
  return { ...row, status: row.status ?? 'PUBLISHED' };
}

/** Providers and what they sell, a whole set at a time, each set in one transaction with its search documents and its part of the feed. */
@Injectable()
export class ImportCatalogue {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  providers(actor: Actor, rows: readonly ProviderInput[]): Promise<void> {
    return this.write(actor, PROVIDERS, rows.map(published));
  }

  services(actor: Actor, rows: readonly ServiceInput[]): Promise<void> {
    return this.write(actor, SERVICES, rows.map(published));
  }

  /** @throws Refusal INVALID_INPUT when a quantity is no decimal, or the least is more than the usual */
  async variants(actor: Actor, rows: readonly VariantInput[]): Promise<void> {
    for (const row of rows) {
      const least = parseQuantity(row.minimumQuantity);
      if (least <= 0n || parseQuantity(row.typicalQuantity) < least)
        throw Refusal.invalid(
          'minimumQuantity',
          'The least must be more than zero and not more than the usual quantity.',
        );
    }
    await this.write(
      actor,
      VARIANTS,
      rows.map((row, position) => ({ ...published(row), position })),
    );
  }

  /** An operator writes for everybody, everybody else for their own organisation only; the database checks each row. */
  private async write(actor: Actor, sql: Statement, rows: readonly object[]): Promise<void> {
    const operator = actor.roles.includes('OPERATOR');
    requireAccess(actor, 'importCatalogue', operator ? {} : { organisationId: actor.organisationId });
    if (rows.length === 0) return;
    await this.database.transaction(rowScope(actor), (queries) =>
      queries.query(sql, [operator ? null : actor.organisationId, asJson(rows), this.clock.now()]),
    );
  }
}
