-- Airports by IATA code: what stands from valid_from on, until the next row. `source` and `version` say whose list it is.
create table airports (
  airport         LowCardinality(String),
  valid_from      DateTime64(3, 'UTC'),
  name            String,
  city            String,
  country         LowCardinality(String),
  timezone        LowCardinality(String),
  latitude        Float64,
  longitude       Float64,
  source          LowCardinality(String),
  version         LowCardinality(String),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (airport, valid_from);
