-- Every event as it came, every copy of it. Ordered by hour first, so that one hour is a short read.
-- placed_at is the client's timestamp as sent (else received_at): a retry cannot change it.
-- message_hash is the receipts' one, by which copies placed in other hours are found.
-- timestamp is the corrected one. payload is the event's JSON as sent, less addresses.
create table events (
  placed_at          DateTime64(3, 'UTC') codec(Delta, ZSTD),
  affiliate_id       LowCardinality(String),
  message_id         String,
  message_hash       UInt64,
  received_at        DateTime64(3, 'UTC') codec(Delta, ZSTD),
  receipt_id         UUID,
  batch_id           UUID,
  origin             Enum8('http' = 1, 'import' = 2),
  type               LowCardinality(String),
  event              LowCardinality(String),
  anonymous_id       String,
  user_id            String,
  previous_id        String,
  timestamp          DateTime64(3, 'UTC') codec(Delta, ZSTD),
  original_timestamp Nullable(DateTime64(3, 'UTC')),
  sent_at            Nullable(DateTime64(3, 'UTC')),
  page_host          LowCardinality(String),
  page_path          String,
  referrer_host      LowCardinality(String),
  utm_source         LowCardinality(String),
  utm_medium         LowCardinality(String),
  utm_campaign       LowCardinality(String),
  ad_click           LowCardinality(String),
  click_id           String,
  is_non_interaction Bool,
  bot_rule           LowCardinality(String),
  payload            String codec(ZSTD(3))
) engine = MergeTree
partition by toYYYYMM(placed_at)
order by (toStartOfHour(placed_at), affiliate_id, message_id);

-- One small row for everything received from a known tenant, accepted or not: what the accounts are made of.
-- outcome is 'accepted' or the reason of the rejection; message_hash is the identity that duplicates share;
-- slice is the hour of placed_at for an event, the booking date for a change, empty when rejected.
create table receipts (
  received_at     DateTime64(3, 'UTC') codec(Delta, ZSTD),
  affiliate_id    LowCardinality(String),
  receipt_id      UUID,
  batch_id        UUID,
  kind            Enum8('event' = 1, 'change' = 2),
  outcome         LowCardinality(String),
  message_hash    UInt64,
  slice           LowCardinality(String)
) engine = ReplacingMergeTree
partition by toYYYYMM(received_at)
order by (toStartOfHour(received_at), affiliate_id, receipt_id);

-- What could not be stored as an event or a change, with the reason and the bytes as they came.
create table dead_letters (
  received_at     DateTime64(3, 'UTC'),
  receipt_id      UUID,
  affiliate_id    LowCardinality(String),
  batch_id        UUID,
  kind            Enum8('event' = 1, 'change' = 2),
  reason          LowCardinality(String),
  message         String,
  payload         String codec(ZSTD(3)),
  replayed_at     Nullable(DateTime64(3, 'UTC'))
) engine = ReplacingMergeTree
partition by toYYYYMM(received_at)
order by (toStartOfHour(received_at), receipt_id);
