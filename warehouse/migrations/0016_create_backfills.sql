-- Orders to build slices again whether due or not, a row for each state one reaches. What is left of one is told by
-- published: a slice that was published after since is done. Read with final.
create table backfills (
  backfill_id     UUID,
  state           Enum8('started' = 1, 'done' = 2, 'cancelled' = 3, 'failed' = 4),
  model           LowCardinality(String),
  from_at         DateTime64(3, 'UTC'),
  to_at           DateTime64(3, 'UTC'),
  downstream      Bool,
  newest_first    Bool,
  origin          Enum8('command' = 1, 'api' = 2),
  since           DateTime64(6, 'UTC'),
  recorded_at     DateTime64(6, 'UTC'),
  slices_done     UInt32,
  slices_total    UInt32,
  message         String
) engine = ReplacingMergeTree(recorded_at) order by (backfill_id, state);
