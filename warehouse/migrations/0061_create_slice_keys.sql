-- Which rows of reference tables a slice of a run depends on, by their keys, also keys that have no rows yet: only they make
-- it due. A reading is the table, its key, and the query that found the keys; hashes are of the rows that a key had.
create table slice_keys (
  model           LowCardinality(String),
  run_id          UUID,
  slice_built     String,
  reading         LowCardinality(String),
  keys            Array(String),
  hashes          Array(UInt64),
  recorded_at     DateTime64(6, 'UTC')
) engine = MergeTree
partition by toYYYYMM(recorded_at)
order by (model, reading, slice_built, run_id);
