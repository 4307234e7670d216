-- Who stands on an electronic invoice (EN 16931, Peppol BIS Billing 3.0), and what the invoice is made from.

-- Legal details of providers, councils and other payers, by their days: an invoice keeps what was true when it was issued.
-- The nil id is the platform: whoever has no address of their own on the network is reached through it.
create table invoicing.billing_party (
  organisation_id uuid not null,
  covers daterange not null check (not isempty(covers)),
  legal_name text not null check (legal_name <> ''),
  -- At most three lines, then town and postcode; never a home address, because it is printed for whoever pays.
  address_lines text[] not null default '{}' check (cardinality(address_lines) <= 3),
  town text,
  postcode text,
  -- Without the country: 9 digits, or 12 for a branch.
  vat_number text check (vat_number ~ '^[0-9]{9}([0-9]{3})?$'),
  -- Unique Taxpayer Reference: what an exempt provider without a VAT number is known by.
  tax_reference text check (tax_reference ~ '^[0-9]{10}$'),
  company_number text check (company_number ~ '^[A-Z0-9]{8}$'),
  -- 0060 DUNS, 0088 GLN, 9932 UK VAT number.
  endpoint_scheme text check (endpoint_scheme in ('0060', '0088', '9932')),
  endpoint_id text check ((endpoint_id is null) = (endpoint_scheme is null)),
  -- What this payer wants to find on every invoice.
  buyer_reference text check (buyer_reference <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organisation_id, covers),
  exclude using gist (organisation_id with =, covers with &&)
);
select kernel.protect_table('invoicing.billing_party', 'organisation_id = (select kernel.scope_organisation())');

-- The details from a day on. The same again changes nothing; a day before the newest ones is refused.
create function invoicing.import_billing_parties(p_rows jsonb, p_from date, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  given invoicing.billing_party;
  known invoicing.billing_party;
begin
  perform pg_advisory_xact_lock(hashtextextended('invoicing.billing_party', 0));
  for given in
    select r."organisationId", daterange(p_from, null), r."legalName", coalesce(r."addressLines", '{}'), r.town, r.postcode, r."vatNumber", r."taxReference",
      r."companyNumber", r."endpointScheme", r."endpointId", r."buyerReference", p_at, p_by
    from jsonb_to_recordset(p_rows) as r ("organisationId" uuid, "legalName" text, "addressLines" text[], town text, postcode text, "vatNumber" text,
      "taxReference" text, "companyNumber" text, "endpointScheme" text, "endpointId" text, "buyerReference" text)
  loop
    select * into known from invoicing.billing_party p where p.organisation_id = given.organisation_id and upper_inf(p.covers);
    continue when to_jsonb(known) - array['covers', 'recorded_at', 'recorded_by'] = to_jsonb(given) - array['covers', 'recorded_at', 'recorded_by'];
    if lower(known.covers) >= p_from then perform kernel.refuse('BILLING_PARTY_EARLIER'); end if;
    update invoicing.billing_party p set covers = daterange(lower(p.covers), p_from)
    where p.organisation_id = given.organisation_id and upper_inf(p.covers);
    insert into invoicing.billing_party select given.*;
  end loop;
end $$;

-- The details of a day, as JSON; before the first that are known, those.
create function invoicing.billing_party_on(p_organisation uuid, p_on date) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('legalName', p.legal_name, 'addressLines', p.address_lines, 'town', p.town, 'postcode', p.postcode, 'vatNumber', p.vat_number,
    'taxReference', p.tax_reference, 'companyNumber', p.company_number, 'endpointScheme', p.endpoint_scheme, 'endpointId', p.endpoint_id,
    'buyerReference', p.buyer_reference)
  from invoicing.billing_party p where p.organisation_id = p_organisation
  order by p.covers @> p_on desc, lower(p.covers) limit 1
$$;

-- What an electronic document says of its lines; pence as text, so that no reader rounds them.
create function invoicing.document_line(p_line invoicing.invoice_line, p_gross bigint, p_vat bigint, p_number int) returns jsonb language sql stable
set search_path = pg_catalog as $$
  select jsonb_build_object('number', p_number, 'deliveryId', (p_line).billable_id, 'orderId', (p_line).order_id, 'onDate', (p_line).on_date, 'description', (p_line).description,
    'unit', (p_line).unit, 'quantity', (p_line).quantity::text, 'unitPricePence', (p_line).unit_price_pence::text, 'grossPence', p_gross::text,
    'vatPence', p_vat::text, 'vatCategory', (p_line).vat_category, 'vatReason', (p_line).vat_reason, 'rateCardVersion', (p_line).rate_card_version,
    'vatPercent', (select r.percent::text from invoicing.vat_rate r where r.category = (p_line).vat_category and r.covers @> (p_line).on_date))
$$;

-- Both parties of a document, and the platform's address on the network.
create function invoicing.document_parties(p_provider uuid, p_payer uuid, p_payer_kind text, p_on date) returns jsonb language sql stable
set search_path = pg_catalog as $$
  select jsonb_build_object(
    'sellerId', p_provider, 'sellerName', (select n.name from catalogue.provider_names(array[p_provider]) n), 'seller', invoicing.billing_party_on(p_provider, p_on),
    'buyerId', p_payer, 'buyerKind', p_payer_kind, 'buyer', invoicing.billing_party_on(p_payer, p_on),
    'buyerNeeds', case when p_payer_kind = 'PERSON' then (select to_jsonb(n.communication_needs) from identity.person_names(array[p_payer]) n) else '[]' end,
    'buyerName', case p_payer_kind
      when 'COUNCIL' then (select n.name from identity.council_names(array[p_payer]) n)
      when 'PERSON' then (select n.name from identity.person_names(array[p_payer]) n)
      else (select n.name from identity.organisation_names(array[p_payer]) n) end,
    'platform', invoicing.billing_party_on('00000000-0000-0000-0000-000000000000', p_on))
$$;

-- All that an invoice says, and all that a credit note says. Names are in it.
create function invoicing.invoice_document(i invoicing.invoice) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'INVOICE', 'number', (i).number, 'issuedOn', (i).issued_on, 'dueOn', (i).due_on, 'periodStart', (i).period_start,
    'periodEnd', (i).period_end, 'credits', null,
    'lines', (select jsonb_agg(invoicing.document_line(l, l.line_pence, l.vat_pence, l.line_number) order by l.line_number)
      from invoicing.invoice_line l where l.council_id = (i).council_id and l.invoice_id = (i).id))
    || invoicing.document_parties((i).provider_id, (i).payer_id, (i).payer_kind, (i).issued_on)
$$;

create function invoicing.credit_note_document(c invoicing.credit_note) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'CREDIT_NOTE', 'number', (c).number, 'issuedOn', (c).issued_on, 'dueOn', null, 'periodStart', (c).on_date,
    'periodEnd', (c).on_date, 'credits', jsonb_build_object('number', i.number, 'issuedOn', i.issued_on),
    'lines', jsonb_build_array(invoicing.document_line(l, (c).credit_pence, (c).vat_pence, 1)))
    || invoicing.document_parties((c).provider_id, (c).payer_id, (c).payer_kind, (c).issued_on)
  from invoicing.invoice i
  join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id and l.line_number = (c).line_number
  where i.council_id = (c).council_id and i.id = (c).invoice_id
$$;

-- In order, after an id: for the auditor's export.
create function invoicing.invoice_documents(p_after uuid, p_limit int) returns table (id uuid, facts jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, invoicing.invoice_document(i) from invoicing.invoice i where i.id > p_after order by i.id limit p_limit
$$;
create function invoicing.credit_note_documents(p_after uuid, p_limit int) returns table (id uuid, facts jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, invoicing.credit_note_document(c) from invoicing.credit_note c where c.id > p_after order by c.id limit p_limit
$$;

-- One of them, for a reader who may see all of the invoice (ask that first): the invoice, or its credit note of that number.
create function invoicing.document_of(p_invoice uuid, p_credit_number text) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select case when p_credit_number is null then invoicing.invoice_document(i)
    else (select invoicing.credit_note_document(c) from invoicing.credit_note c where c.invoice_id = i.id and c.number = p_credit_number) end
  from invoicing.invoice i where i.id = p_invoice
$$;

grant execute on function invoicing.import_billing_parties, invoicing.document_of to owncourse_app;
grant execute on function invoicing.invoice_documents, invoicing.credit_note_documents to owncourse_auditor;
