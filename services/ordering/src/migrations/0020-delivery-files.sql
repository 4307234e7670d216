-- Rows of files that were entered: the same row of the same file is never entered twice, whoever sends it again.
create table ordering.delivery_import_row (
  provider_id uuid not null,
  file_hash bytea not null check (length(file_hash) = 32),
  row_number int not null check (row_number > 1),
  delivery_id uuid not null unique references ordering.delivery (id),
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (provider_id, file_hash, row_number)
);
select kernel.protect_table('ordering.delivery_import_row', 'provider_id = (select kernel.scope_organisation())');

create function ordering.keep_imported_rows(p_provider uuid, p_hash bytea, p_rows int[], p_deliveries uuid[], p_at timestamptz, p_actor uuid)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.delivery_import_row
  select p_provider, p_hash, r.row_number, r.delivery_id, p_at, p_actor from unnest(p_rows, p_deliveries) as r (row_number, delivery_id)
$$;

create function ordering.imported_rows(p_provider uuid, p_hash bytea) returns table (row_number int)
language sql stable security definer set search_path = pg_catalog as $$
  select r.row_number from ordering.delivery_import_row r where r.provider_id = p_provider and r.file_hash = p_hash
$$;

grant execute on function ordering.keep_imported_rows, ordering.imported_rows to owncourse_app;
