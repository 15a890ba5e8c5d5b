-- Tenants, their keys and the attributes that numbers depend on. Small tables: read with final.
-- An attribute row holds from valid_from until the next one; recorded_at decides between two of one valid_from.

create table affiliates (
  affiliate_id    String,
  valid_from      DateTime64(3, 'UTC'),
  name            String,
  currency        LowCardinality(String),
  timezone        LowCardinality(String),
  is_removed      Bool default false,
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (affiliate_id, valid_from);

-- vendor_id and type are empty where the rate is not limited to one.
create table commission_rates (
  affiliate_id    String,
  vendor_id       String,
  type            LowCardinality(String),
  valid_from      DateTime64(3, 'UTC'),
  rate            Decimal(9, 6),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (affiliate_id, vendor_id, type, valid_from);

create table write_keys (
  write_key       String,
  affiliate_id    String,
  name            String,
  created_at      DateTime64(3, 'UTC'),
  is_revoked      Bool default false,
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by write_key;

create table vendors (
  vendor_id       String,
  valid_from      DateTime64(3, 'UTC'),
  type            LowCardinality(String),
  name            String,
  timezone        LowCardinality(String),
  currency        LowCardinality(String),
  owner           String,
  country         LowCardinality(String),
  city            String,
  class           LowCardinality(String),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (vendor_id, valid_from);

create table travelers (
  traveler_id     String,
  valid_from      DateTime64(3, 'UTC'),
  home_country    LowCardinality(String),
  home_city       String,
  home_airport    LowCardinality(String),
  currency        LowCardinality(String),
  timezone        LowCardinality(String),
  locale          LowCardinality(String),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (traveler_id, valid_from);

-- One unit of `currency` is worth `rate` units of `base` on `date`.
create table fx_rates (
  base            LowCardinality(String),
  currency        LowCardinality(String),
  date            Date32,
  rate            Decimal(38, 12),
  source          LowCardinality(String),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (base, currency, date);
