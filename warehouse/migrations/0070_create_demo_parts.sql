-- Which parts of the demo world are in the warehouse, so that a fill that was cut off goes on where it was.
-- The world ends at world_ends_at; of one seed, size and end it is always the same.
create table demo_parts (
  part            String,
  seed            UInt32,
  size            LowCardinality(String),
  world_ends_at   DateTime64(3, 'UTC'),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by part;
