-- The loader's own book: an intent before an insert, done after it. Slices are what the rows touch.
create table batches (
  batch_id        UUID,
  loader_id       LowCardinality(String),
  phase           Enum8('intent' = 1, 'done' = 2),
  recorded_at     DateTime64(6, 'UTC'),
  event_hours     Array(DateTime('UTC')),
  booked_dates    Array(Date32),
  events          UInt32,
  changes         UInt32,
  is_orphan       Bool default false
) engine = ReplacingMergeTree(recorded_at)
partition by toYYYYMM(recorded_at)
order by (batch_id, phase);

-- Every run of every model, a row for each state it reaches.
create table runs (
  run_id          UUID,
  model           LowCardinality(String),
  state           Enum8('started' = 1, 'published' = 2, 'failed' = 3, 'abandoned' = 4),
  recorded_at     DateTime64(6, 'UTC'),
  logical_now     DateTime64(3, 'UTC'),
  slices          Array(String),
  rows            UInt64,
  elapsed_ms      UInt32,
  message         String
) engine = MergeTree
partition by toYYYYMM(recorded_at)
order by (model, recorded_at);

-- What each slice of each run contains, by the bucket in which a later model reads it.
create table contents (
  model           LowCardinality(String),
  run_id          UUID,
  slice_built     String,
  bucket          String,
  hash            UInt64,
  rows            UInt64,
  recorded_at     DateTime64(6, 'UTC')
) engine = MergeTree
partition by toYYYYMM(recorded_at)
order by (model, slice_built, run_id, bucket);

-- The rows that readers see: of a model's slice, the run of the highest epoch, then of the latest insert.
create table published (
  model           LowCardinality(String),
  slice           String,
  run_id          UUID,
  epoch           UInt64,
  published_at    DateTime64(6, 'UTC'),
  logical_now     DateTime64(3, 'UTC'),
  inputs          UInt64,
  rows            UInt64
) engine = MergeTree
partition by toYYYYMM(published_at)
order by (model, slice, epoch, published_at);
