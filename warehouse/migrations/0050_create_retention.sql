-- How long raw rows are kept, by table: 0 days is for ever. An empty affiliate_id is the table's own setting, which holds
-- where an affiliate has none; is_unset takes one back. Read with final.
create table retentions (
  table_name      LowCardinality(String),
  affiliate_id    String,
  days            UInt32,
  is_unset        Bool default false,
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (table_name, affiliate_id);

-- Days of which an affiliate's raw rows have expired, a row for each state and pass: expiring before rows are deleted,
-- expired after it. Slices made from such a day are frozen, and receipts of it count as expired.
create table expirations (
  pass_id         UUID,
  table_name      LowCardinality(String),
  affiliate_id    String,
  day             Date32,
  state           Enum8('expiring' = 1, 'expired' = 2),
  rows            UInt64,
  recorded_at     DateTime64(6, 'UTC')
) engine = MergeTree order by (table_name, day, affiliate_id, recorded_at);
