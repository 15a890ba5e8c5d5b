-- Who is compared with whom in a year: all vendors as they were when the year's first benchmark was asked for. The set
-- that was frozen first stands, whoever else froze one at the same time.
create table benchmark_sets (
  year            UInt16,
  frozen_at       DateTime64(6, 'UTC'),
  set_id          UUID,
  vendor_id       String,
  type            LowCardinality(String),
  country         LowCardinality(String),
  class           LowCardinality(String),
  owner           String
) engine = MergeTree order by (year, frozen_at, set_id, vendor_id);
