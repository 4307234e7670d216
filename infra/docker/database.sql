-- Who owns the database one is connected to, and who may enter. Run by a superuser, as often as wanted.
do $$
begin
  execute format('alter database %I owner to owncourse_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to owncourse_app, owncourse_auditor', current_database());
end
$$;

-- Extensions live in schema public: everybody may use it, only the owner may add to it.
alter schema public owner to owncourse_owner;
revoke create on schema public from public;
