-- Credit notes that providers send (docs/adr/0049): each line is held against the credit notes that made themselves here, and one that agrees is kept
-- beside them. It never moves money: what was agreed about a visit did that already.
alter table invoicing.incoming_invoice add column kind text not null default 'INVOICE' check (kind in ('INVOICE', 'CREDIT_NOTE'));
-- The invoice that a credit note is about, as it names it: the provider's own number or ours.
alter table invoicing.incoming_invoice add column refers_to text check (refers_to <> '' and length(refers_to) <= 1000);
alter table invoicing.incoming_invoice add check ((kind = 'CREDIT_NOTE') = (refers_to is not null));
drop index invoicing.incoming_number_once;
create unique index incoming_number_once on invoicing.incoming_invoice (provider_id, council_id, kind, upper(number)) where status <> 'REJECTED';

create table invoicing.incoming_credit (
  council_id uuid not null,
  incoming_id uuid not null,
  credit_note_id uuid not null,
  provider_id uuid not null,
  primary key (council_id, incoming_id, credit_note_id),
  -- A credit note of ours is on one of theirs.
  unique (council_id, credit_note_id),
  foreign key (council_id, incoming_id) references invoicing.incoming_invoice,
  foreign key (council_id, credit_note_id) references invoicing.credit_note
);
select kernel.protect_table('invoicing.incoming_credit', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');

-- The lines of the invoice that a credit note names, of a provider to a council that pays, with what was credited on each; sums in pence.
create function invoicing.creditable(p_provider uuid, p_council uuid, p_number text)
returns table (invoice_id uuid, visit_id uuid, order_id uuid, on_date date, vat_category text, credit_note_id uuid, credit_pence bigint, net_pence bigint, is_taken boolean)
language sql stable security definer set search_path = pg_catalog as $$
  with named as (
    -- Their own number, where one of ours is the same.
    select i.council_id, i.id from invoicing.invoice i
    where i.provider_id = p_provider and i.council_id = p_council and i.payer_kind = 'COUNCIL' and (upper(i.external_number) = upper(p_number) or i.number = upper(p_number))
    order by upper(i.external_number) = upper(p_number) desc nulls last, i.id limit 1
  )
  select l.invoice_id, l.billable_id, l.order_id, l.on_date, l.vat_category, n.id, n.credit_pence, n.credit_pence - n.vat_pence,
    exists (select from invoicing.incoming_credit c where c.council_id = n.council_id and c.credit_note_id = n.id)
  from named d join invoicing.invoice_line l on l.council_id = d.council_id and l.invoice_id = d.id
  left join invoicing.credit_note n on n.billable_id = l.billable_id
  order by l.line_number
$$;

-- As in 0325, of either kind.
create or replace function invoicing.keep_incoming(p_council uuid, p_id uuid, p_provider uuid, p_facts jsonb, p_status text, p_differences jsonb, p_lines jsonb, p_sha256 text,
  p_document bytea, p_invoice uuid, p_at timestamptz, p_by uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into invoicing.incoming_invoice (council_id, id, provider_id, kind, refers_to, number, issued_on, due_on, total_pence, status, differences, lines, sha256, document, received_at,
    received_by, invoice_id)
  values (p_council, p_id, p_provider, coalesce(p_facts ->> 'kind', 'INVOICE'), p_facts ->> 'refersTo', p_facts ->> 'number', (p_facts ->> 'issuedOn')::date,
    (p_facts ->> 'dueOn')::date, (p_facts ->> 'totalPence')::bigint, p_status, p_differences, p_lines, p_sha256, p_document, p_at, p_by, p_invoice);
exception when unique_violation then
  perform kernel.refuse('INVOICE_NUMBER_USED');
end $$;

-- Refuses TAKEN_MEANWHILE where another credit note of theirs is about one of these by now.
create function invoicing.take_credits(p_council uuid, p_incoming uuid, p_provider uuid, p_credit_notes uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into invoicing.incoming_credit (council_id, incoming_id, credit_note_id, provider_id)
  select p_council, p_incoming, c, p_provider from unnest(p_credit_notes) c order by c;
exception when unique_violation then
  perform kernel.refuse('TAKEN_MEANWHILE');
end $$;

grant execute on function invoicing.creditable, invoicing.take_credits to owncourse_app;
