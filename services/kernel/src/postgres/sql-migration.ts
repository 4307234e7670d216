import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from './statement.js';

/** Runs one reviewed `.sql` file, forward only. */
export abstract class SqlMigration implements MigrationInterface {
  abstract readonly name: string;
  protected abstract readonly files: readonly [moduleUrl: string, path: string][];

  async up(runner: QueryRunner): Promise<void> {
    for (const [moduleUrl, path] of this.files) await runner.query(sqlFile(moduleUrl, path).text);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
