-- What somebody who pays themselves means to buy: one line for each thing, kept until they take it out. It is no order: it holds no
-- money and no price, and no provider and no council reads it.
create table ordering.basket_line (
  person_id uuid not null,
  variant_id uuid not null,
  -- Of one visit or one purchase.
  quantity numeric(10, 4) not null check (quantity > 0),
  put_at timestamptz not null,
  primary key (person_id, variant_id)
);
select kernel.protect_table('ordering.basket_line', 'person_id = (select kernel.scope_person())');
-- The auditor checks money; what somebody thinks of buying is not theirs to read.
drop policy auditor_reads on ordering.basket_line;

-- Puts it in, or changes how much of it is there. Refuses BASKET_FULL {most}, also of two at once.
create function ordering.put_in_basket(p_person uuid, p_variant uuid, p_quantity numeric, p_most int, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('ordering.basket:' || p_person, 0));
  insert into ordering.basket_line as b (person_id, variant_id, quantity, put_at) values (p_person, p_variant, p_quantity, p_at)
  on conflict (person_id, variant_id) do update set quantity = excluded.quantity;
  if (select count(*) from ordering.basket_line where person_id = p_person) > p_most then
    perform kernel.refuse('BASKET_FULL', jsonb_build_object('most', p_most));
  end if;
end $$;

create function ordering.take_from_basket(p_person uuid, p_variants uuid[]) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from ordering.basket_line where person_id = p_person and variant_id = any (p_variants)
$$;

-- In the order in which they were put in; things that are not on sale any more have no price and no names.
create function ordering.basket_of(p_person uuid)
returns table (variant_id uuid, quantity numeric, service_id uuid, provider_id uuid, unit_price_pence bigint) language sql stable set search_path = pg_catalog as $$
  select b.variant_id, b.quantity, v.service_id, v.provider_id, v.public_unit_price_pence
  from ordering.basket_line b left join catalogue.variants(array(select x.variant_id from ordering.basket_line x where x.person_id = p_person)) v on v.id = b.variant_id
  where b.person_id = p_person order by b.put_at, b.variant_id
$$;

grant execute on function ordering.put_in_basket, ordering.take_from_basket, ordering.basket_of to owncourse_app;
