-- What councils say of stores can be searched by, so that it counts as a change of what search answers from.
create trigger acceptance_changed after insert or update or delete on catalogue.provider_check for each statement execute function catalogue.search_terms_changed();
create trigger acceptance_changed after insert or update or delete on catalogue.council_check for each statement execute function catalogue.search_terms_changed();
