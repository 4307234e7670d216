-- Everybody the reader may act for with what they need, most urgent first: money that runs short, a no, visits the reader
-- may confirm, a permission that ends soon. One pass over all of them; a page of it comes back, with the counts of all.
-- $1 London day, $2 what is still news (instant), $3 a permission ends soon until this day, $4 only in need, $5 part of a name or null,
-- $6 urgency, $7 name and $8 id of the last row before or null, $9 how many
with helped as materialized (
  select h.person_id, h.name, h.scopes, case when h.ends_on <= $3 then h.ends_on end as ends_on
  from identity.people_of_actor(kernel.scope_person(), $1) h
), need as materialized (
  select h.*, o.to_confirm, o.said_no, o.last_no_order, o.last_no_service, o.last_no_reason, l.available_pence, l.short_week, l.missing_pence,
    coalesce(m.fresh, 0) as new_messages,
    case when l.short_week is not null then 8 else 0 end + case when o.said_no > 0 then 4 else 0 end
      + case when o.to_confirm > 0 and 'CONFIRM' = any (h.scopes) then 2 else 0 end + case when h.ends_on is not null then 1 else 0 end as urgency
  from helped h
  join ordering.needs_of(array(select person_id from helped), $2) o on o.person_id = h.person_id
  left join ledger.needs_of(array(select person_id from helped)) l on l.person_id = h.person_id
  left join (
    select m.about_person_id, count(*)::int as fresh from messages.message m
    where m.person_id = kernel.scope_person() and m.standing = 'MANDATE' and m.read_at is null and m.settled_at is null group by m.about_person_id
  ) m on m.about_person_id = h.person_id
)
select n.*, s.service_name, c.total, c.needing
from (
  select * from need n
  where (not $4::boolean or n.urgency > 0) and ($5::text is null or strpos(lower(n.name), lower($5::text)) > 0)
    and ($6::int is null or (-n.urgency, n.name, n.person_id) > (-$6::int, $7::text, $8::uuid))
  order by n.urgency desc, n.name, n.person_id limit $9
) n
cross join (select count(*)::int as total, (count(*) filter (where urgency > 0))::int as needing from need) c
left join catalogue.service_names(array(select last_no_service from need where last_no_service is not null)) s on s.service_id = n.last_no_service
order by n.urgency desc, n.name, n.person_id
