-- Self-billing needs both sides in writing (docs/adr/0049): what the provider agreed to holds once a finance officer of the council has signed it too. Until then,
-- and after a no, its invoices are its own. Agreements from before wait for the council's signature.
alter table invoicing.self_billing_agreement
  add column countersigned_by uuid,
  add column countersigned_at timestamptz,
  -- What the council signed, word for word.
  add column council_words text check (council_words <> ''),
  add column declined_by uuid,
  add column declined_at timestamptz,
  add column decline_reason text check (decline_reason <> '' and length(decline_reason) <= 500),
  add check ((countersigned_by is null) = (countersigned_at is null) and (countersigned_by is null) = (council_words is null)),
  add check ((declined_by is null) = (declined_at is null) and (declined_by is null) = (decline_reason is null)),
  add check (countersigned_at is null or declined_at is null),
  -- Who signs for the council is not who signed for the provider.
  add check (countersigned_by <> agreed_by);
alter table invoicing.self_billing_agreement drop constraint self_billing_agreement_provider_id_council_id_covers_excl;
alter table invoicing.self_billing_agreement add exclude using gist (provider_id with =, council_id with =, covers with &&) where (declined_at is null);

create or replace function invoicing.number_prefix(p_provider uuid, p_council uuid, p_payer_kind text, p_on date) returns text language sql stable set search_path = pg_catalog as $$
  select coalesce((select a.prefix from invoicing.self_billing_agreement a
    where p_payer_kind = 'COUNCIL' and a.provider_id = p_provider and a.council_id = p_council and a.covers @> p_on and a.countersigned_at is not null), 'OC')
$$;

-- As in 0323; one that was declined stands in nobody's way.
create or replace function invoicing.agree_self_billing(p_id uuid, p_provider uuid, p_council uuid, p_prefix text, p_from date, p_to date, p_words text, p_at timestamptz, p_by uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from invoicing.dealing_with(p_council, p_provider)) then perform kernel.refuse('NOT_FOUND'); end if;
  if exists (select from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and o.covers && daterange(p_from, p_to, '[]')) then
    perform kernel.refuse('SENDS_OWN_INVOICES');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('invoicing.self_billing:' || p_provider, 0));
  if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.prefix = p_prefix and a.council_id <> p_council and a.declined_at is null) then
    perform kernel.refuse('SELF_BILLING_PREFIX_TAKEN');
  end if;
  if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.council_id = p_council and a.covers && daterange(p_from, p_to, '[]')
    and a.declined_at is null) then
    perform kernel.refuse('SELF_BILLING_OVERLAPS');
  end if;
  insert into invoicing.self_billing_agreement (id, council_id, provider_id, prefix, covers, words, agreed_by, agreed_at)
  values (p_id, p_council, p_provider, p_prefix, daterange(p_from, p_to, '[]'), p_words, p_by, p_at);
end $$;

-- The council signs, from today on at the earliest, or says no and why. Refuses NOT_FOUND, WRONG_STATE for one that was answered or has run out, SAME_PERSON_SIGNED.
create function invoicing.answer_self_billing(p_id uuid, p_words text, p_reason text, p_on date, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked invoicing.self_billing_agreement;
begin
  select * into asked from invoicing.self_billing_agreement where id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if asked.countersigned_at is not null or asked.declined_at is not null or asked.ended_at is not null or upper(asked.covers) <= p_on then perform kernel.refuse('WRONG_STATE'); end if;
  if p_words is not null then
    if asked.agreed_by = p_by then perform kernel.refuse('SAME_PERSON_SIGNED'); end if;
    update invoicing.self_billing_agreement set countersigned_by = p_by, countersigned_at = p_at, council_words = p_words,
      covers = daterange(greatest(lower(covers), p_on), upper(covers)) where id = p_id;
  else
    update invoicing.self_billing_agreement set declined_by = p_by, declined_at = p_at, decline_reason = p_reason where id = p_id;
  end if;
end $$;

-- As in 0323; one that the council has not signed is simply gone.
create or replace function invoicing.end_self_billing(p_id uuid, p_on date, p_at timestamptz, p_by uuid) returns table (council_id uuid, provider_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  agreed invoicing.self_billing_agreement;
begin
  select * into agreed from invoicing.self_billing_agreement where id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if agreed.ended_at is not null or agreed.declined_at is not null or upper(agreed.covers) <= p_on + 1 then perform kernel.refuse('WRONG_STATE'); end if;
  if lower(agreed.covers) > p_on or agreed.countersigned_at is null then
    delete from invoicing.self_billing_agreement where id = p_id;
  else
    update invoicing.self_billing_agreement set covers = daterange(lower(covers), p_on + 1), ended_by = p_by, ended_at = p_at where id = p_id;
  end if;
  return query select agreed.council_id, agreed.provider_id;
end $$;

create or replace function invoicing.tell_self_billing_ends(p_on date, p_days int, p_at timestamptz) returns table (id uuid, council_id uuid, provider_id uuid, ends_on date)
language sql security definer set search_path = pg_catalog as $$
  update invoicing.self_billing_agreement a set told_at = p_at
  where a.told_at is null and a.ended_at is null and a.countersigned_at is not null and upper(a.covers) - 1 between p_on and p_on + p_days
    and not exists (select from invoicing.self_billing_agreement n where n.provider_id = a.provider_id and n.council_id = a.council_id and lower(n.covers) >= upper(a.covers)
      and n.declined_at is null)
  returning a.id, a.council_id, a.provider_id, upper(a.covers) - 1
$$;

-- As in 0325; one that was declined stands in nobody's way.
create or replace function invoicing.set_own_invoices(p_provider uuid, p_council uuid, p_sends boolean, p_on date, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from invoicing.dealing_with(p_council, p_provider)) then perform kernel.refuse('NOT_FOUND'); end if;
  perform pg_advisory_xact_lock(hashtextextended('invoicing.self_billing:' || p_provider, 0));
  if p_sends then
    if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.council_id = p_council and upper(a.covers) > p_on and a.declined_at is null) then
      perform kernel.refuse('SELF_BILLING_OVERLAPS');
    end if;
    delete from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper(o.covers) = p_on + 1 and lower(o.covers) = p_on;
    insert into invoicing.own_invoices select p_provider, p_council, daterange(greatest(p_on, (select max(upper(o.covers)) from invoicing.own_invoices o
      where o.provider_id = p_provider and o.council_id = p_council)), null), p_by, p_at
    where not exists (select from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers));
  else
    delete from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers) and lower(o.covers) > p_on;
    update invoicing.own_invoices o set covers = daterange(lower(o.covers), p_on + 1) where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers);
  end if;
end $$;

-- As in 0323: an invoice that the provider sent is its own, too.
create or replace function invoicing.invoice_document(i invoicing.invoice) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'INVOICE', 'isSelfBilled', (i).prefix not in ('OC', 'IN'), 'number', (i).number, 'issuedOn', (i).issued_on, 'dueOn', (i).due_on,
    'periodStart', (i).period_start, 'periodEnd', (i).period_end, 'credits', null,
    'lines', (select jsonb_agg(invoicing.document_line(l, l.line_pence, l.vat_pence, l.line_number) order by l.line_number)
      from invoicing.invoice_line l where l.council_id = (i).council_id and l.invoice_id = (i).id))
    || invoicing.document_parties((i).provider_id, (i).payer_id, (i).payer_kind, (i).issued_on)
$$;
create or replace function invoicing.credit_note_document(c invoicing.credit_note) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'CREDIT_NOTE', 'isSelfBilled', i.prefix not in ('OC', 'IN'), 'number', (c).number, 'issuedOn', (c).issued_on, 'dueOn', null,
    'periodStart', (c).on_date, 'periodEnd', (c).on_date, 'credits', jsonb_build_object('number', i.number, 'issuedOn', i.issued_on),
    'lines', jsonb_build_array(invoicing.document_line(l, (c).credit_pence, (c).vat_pence, 1)))
    || invoicing.document_parties((c).provider_id, (c).payer_id, (c).payer_kind, (c).issued_on)
  from invoicing.invoice i
  join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id and l.line_number = (c).line_number
  where i.council_id = (c).council_id and i.id = (c).invoice_id
$$;

grant execute on function invoicing.answer_self_billing to owncourse_app;
