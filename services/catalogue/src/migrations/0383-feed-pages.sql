-- A page of the feed without a filter is read from here alone: in its order, with how many there are.
create index feed_entry_published on catalogue.feed_entry (place) include (id) where published;
