-- Whoever takes people's own money hears of each visit that owes some, or less of it than before. It follows the transfer, whoever
-- posts it; the event has the transfer's id.
create function ledger.tell_own_money() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform kernel.append_event(new.id, 'ledger.own-money-changed', 1, new.council_id, jsonb_build_object('ownMoneyId', new.hold_id), new.recorded_at);
  return null;
end $$;
create trigger own_money_is_told after insert on ledger.transfer for each row
  when (new.kind in ('OWN_MONEY', 'OWN_MONEY_CREDITED') and new.hold_id is not null) execute function ledger.tell_own_money();
