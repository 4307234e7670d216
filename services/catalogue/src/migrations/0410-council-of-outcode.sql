-- The council of a postcode district; null for one that is not known here.
create function catalogue.council_of_outcode(p_outcode text) returns uuid
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.council_id from catalogue.postcode_district d where d.outcode = p_outcode;
end;
grant execute on function catalogue.council_of_outcode to owncourse_app;
