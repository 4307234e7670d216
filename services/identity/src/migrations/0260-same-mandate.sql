-- The same permission, given again while the first runs, is that one: a person's limits count once, whoever presses twice.
create function identity.scope_set(p_scopes text[]) returns text language sql immutable set search_path = pg_catalog
begin atomic
  select string_agg(distinct s.scope, ',' order by s.scope) from unnest(p_scopes) s (scope);
end;

-- Given before this was kept: the same as an earlier one that runs.
alter table identity.mandate add column repeats_another boolean not null default false;
update identity.mandate m set repeats_another = true
from (
  select council_id, id, row_number() over (partition by person_id, actor_person_id, actor_organisation_id, type, identity.scope_set(scopes), joint, starts_on, ends_on,
    per_order_limit_pence, per_month_limit_pence order by granted_at, id) as number
  from identity.mandate where ended_at is null
) s
where m.council_id = s.council_id and m.id = s.id and s.number > 1;

create unique index mandate_once on identity.mandate (person_id, actor_person_id, actor_organisation_id, type, identity.scope_set(scopes), joint, starts_on, ends_on,
  per_order_limit_pence, per_month_limit_pence) nulls not distinct where ended_at is null and not repeats_another;

-- As in 0003, and: refuses SAME_GRANT {mandateId} where the very same runs; SAME_MANDATE where it runs on other papers, or without the
-- conflict of interest that is declared now.
create or replace function identity.grant_mandate(p_mandate jsonb, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  whose constant uuid := (p_mandate ->> 'personId')::uuid;
  wanted identity.mandate;
  running identity.mandate;
begin
  perform from identity.person where id = whose for share;
  if identity.has_died(whose) then perform kernel.refuse('PERSON_HAS_DIED'); end if;
  if p_mandate ->> 'type' in ('NOMINEE', 'BROKER') and not identity.has_capacity(whose) then perform kernel.refuse('NEEDS_CAPACITY'); end if;
  select m."councilId", m.id, m."personId", coalesce(m."actorPersonId", '00000000-0000-0000-0000-000000000000'),
    coalesce(m."actorOrganisationId", '00000000-0000-0000-0000-000000000000'), m.type, m.scopes, coalesce(m.joint, false), m."startsOn", m."endsOn", m.evidence,
    m."perOrderLimitPence", m."perMonthLimitPence", m."declaredConflict"
  into wanted.council_id, wanted.id, wanted.person_id, wanted.actor_person_id, wanted.actor_organisation_id, wanted.type, wanted.scopes, wanted.joint, wanted.starts_on,
    wanted.ends_on, wanted.evidence, wanted.per_order_limit_pence, wanted.per_month_limit_pence, wanted.declared_conflict
  from jsonb_to_record(p_mandate) as m (id uuid, "councilId" uuid, "personId" uuid, "actorPersonId" uuid, "actorOrganisationId" uuid, type text, scopes text[],
    joint boolean, "startsOn" date, "endsOn" date, evidence text, "perOrderLimitPence" bigint, "perMonthLimitPence" bigint, "declaredConflict" text);
  loop
    insert into identity.mandate (council_id, id, person_id, actor_person_id, actor_organisation_id, type, scopes, joint, starts_on, ends_on, evidence,
      per_order_limit_pence, per_month_limit_pence, declared_conflict, conflict_declared_by, conflict_declared_at, granted_at, granted_by)
    values (wanted.council_id, wanted.id, wanted.person_id, wanted.actor_person_id, wanted.actor_organisation_id, wanted.type, wanted.scopes, wanted.joint, wanted.starts_on,
      wanted.ends_on, wanted.evidence, wanted.per_order_limit_pence, wanted.per_month_limit_pence, wanted.declared_conflict,
      case when wanted.declared_conflict is not null then p_by end, case when wanted.declared_conflict is not null then p_at end, p_at, p_by)
    on conflict (person_id, actor_person_id, actor_organisation_id, type, identity.scope_set(scopes), joint, starts_on, ends_on,
      per_order_limit_pence, per_month_limit_pence) where ended_at is null and not repeats_another do nothing;
    if found then return; end if;
    select m.* into running from identity.mandate m
    where m.person_id = wanted.person_id and m.actor_person_id = wanted.actor_person_id and m.actor_organisation_id = wanted.actor_organisation_id
      and m.type = wanted.type and identity.scope_set(m.scopes) = identity.scope_set(wanted.scopes) and m.joint = wanted.joint and m.starts_on = wanted.starts_on
      and m.ends_on is not distinct from wanted.ends_on and m.per_order_limit_pence is not distinct from wanted.per_order_limit_pence
      and m.per_month_limit_pence is not distinct from wanted.per_month_limit_pence and m.ended_at is null and not m.repeats_another;
    -- Ended in between: it is given anew.
    continue when not found;
    if running.evidence is distinct from wanted.evidence
      or (wanted.declared_conflict is not null and running.declared_conflict is distinct from wanted.declared_conflict) then
      perform kernel.refuse('SAME_MANDATE');
    end if;
    perform kernel.refuse('SAME_GRANT', jsonb_build_object('mandateId', running.id));
  end loop;
end $$;
