-- The cluster's three roles. Run by a superuser, as often as wanted; passwords come as session settings
-- owncourse.owner_password, owncourse.app_password and owncourse.auditor_password.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['owncourse_owner', 'owncourse_app', 'owncourse_auditor'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
  end loop;

  -- Owns every schema and runs the migrations.
  execute format(
    'alter role owncourse_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
    current_setting('owncourse.owner_password'));

  -- What the product runs as: owns nothing, and row-level security always holds for it.
  execute format(
    'alter role owncourse_app with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
    current_setting('owncourse.app_password'));

  -- Checks the books of every council, so it sees past row-level security, but only tables that a migration
  -- grants to it, and it never writes.
  execute format(
    'alter role owncourse_auditor with login nosuperuser nocreatedb nocreaterole noreplication bypassrls password %L',
    current_setting('owncourse.auditor_password'));
  alter role owncourse_auditor set default_transaction_read_only = on;
end
$$;
