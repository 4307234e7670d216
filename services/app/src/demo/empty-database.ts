import type pg from 'pg';

/**
 * Takes the product out of a database: every schema that the owner role owns, and the record of migrations.
 * Only for a demo whose loading was broken off, where nothing in it is anybody's.
 */
export async function emptyDatabase(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspowner = (select oid from pg_roles where rolname = current_user) and nspname <> 'public' and nspname !~ '^pg_'",
  );
  for (const { name } of rows) await owner.query(`drop schema ${owner.escapeIdentifier(name)} cascade`);
  await owner.query('drop table if exists public.schema_migration');
}
