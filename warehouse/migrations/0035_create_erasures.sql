-- Who was erased, as keyed hashes: what comes in again of them, by a replay, a retry or a restore, is told by these.
-- key_id names the key, so that a process with another one stops instead of letting everybody through.
create table suppressions (
  key_id          String,
  kind            LowCardinality(String),
  hash            String,
  erasure_id      UUID,
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (kind, hash, key_id);

-- Every erasure, a row for each state it reaches; the last one's receipt (JSON) says what went. Read with final.
create table erasures (
  erasure_id      UUID,
  state           Enum8('started' = 1, 'done' = 2),
  kind            LowCardinality(String),
  affiliate_id    LowCardinality(String),
  scope_hash      String,
  recorded_at     DateTime64(6, 'UTC'),
  receipt         String
) engine = ReplacingMergeTree(recorded_at) order by (erasure_id, state);

-- What an erasure under way works on: the ids themselves, and the rows that it found with the slices they touch. Its
-- partition is dropped when it is done; one that was killed goes on from here.
create table erasure_scopes (
  erasure_id      UUID,
  kind            LowCardinality(String),
  affiliate_id    String,
  id              String,
  slice           String
) engine = ReplacingMergeTree
partition by erasure_id
order by (kind, affiliate_id, id, slice);

-- The person is gone from the change; what is left counts in money and nights, and names nobody.
alter table reservation_changes add column is_erased Bool default false;
