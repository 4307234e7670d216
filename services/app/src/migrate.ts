import { DataSource } from 'typeorm';
import { catalogueMigrations } from '@owncourse/catalogue/module';
import { identityMigrations } from '@owncourse/identity/module';
import { invoicingMigrations } from '@owncourse/invoicing/module';
import { kernelMigrations } from '@owncourse/kernel/module';
import { ledgerMigrations } from '@owncourse/ledger/module';
import { messagesMigrations } from '@owncourse/messages/module';
import { orderingMigrations } from '@owncourse/ordering/module';
import { ratesMigrations } from '@owncourse/rates/module';
import { ratingsMigrations } from '@owncourse/ratings/module';
import { reportsMigrations } from '@owncourse/reports/module';
import { workerMigrations } from '@owncourse/worker/module';

/**
 * Brings the database to this version of the product: every service's migrations, oldest first, each in its
 * own transaction, as the owner role. Two processes at once are safe: the second waits and finds nothing to do.
 * @returns how many migrations ran
 */
export async function migrate(ownerUrl: string): Promise<number> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [
      ...kernelMigrations,
      ...identityMigrations,
      ...catalogueMigrations,
      ...ratesMigrations,
      ...ledgerMigrations,
      ...orderingMigrations,
      ...invoicingMigrations,
      ...ratingsMigrations,
      ...reportsMigrations,
      ...messagesMigrations,
      ...workerMigrations,
    ],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock(427001)');
    return (await source.runMigrations()).length;
  } finally {
    await lock.query('select pg_advisory_unlock(427001)').catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}
