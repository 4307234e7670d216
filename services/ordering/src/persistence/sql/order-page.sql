-- Ids of orders the reader may see, newest first.
-- $1 person or null, $2 statuses or null, $3 and $4 placed_at and id of the last row before or null, $5 how many
select o.id, o.placed_at
from ordering."order" o
where ($1::uuid is null or o.participant_ids @> array[$1::uuid])
  and ($2::text[] is null or o.status = any ($2::text[]))
  and ($3::timestamptz is null or (o.placed_at, o.id) < ($3::timestamptz, $4::uuid))
order by o.placed_at desc, o.id desc limit $5
