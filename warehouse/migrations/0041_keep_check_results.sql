-- What checks found in runs: nothing is written of a check that found nothing. sample holds some of the offending rows as
-- JSON, ids and all, so it does not stay for long.
create table check_results (
  run_id          UUID,
  model           LowCardinality(String),
  check_name      LowCardinality(String),
  severity        Enum8('warning' = 1, 'blocking' = 2),
  rows_failing    UInt64,
  sample          Array(String) ttl toDateTime(recorded_at) + interval 30 day,
  recorded_at     DateTime64(6, 'UTC')
) engine = MergeTree
partition by toYYYYMM(recorded_at)
order by (model, recorded_at);
