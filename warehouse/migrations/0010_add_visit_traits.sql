-- What a session is told apart by, as far as its events say it. Events that were stored before have their context in the
-- payload, from which the defaults read what needs no table of browsers or zones; device, browser and os stay empty there.
alter table events
  add column ad_click_id String
    default multiIf(
      ad_click = '', '',
      extractURLParameter(JSONExtractString(payload, 'context', 'page', 'url'), ad_click) != '',
      extractURLParameter(JSONExtractString(payload, 'context', 'page', 'url'), ad_click),
      extractURLParameter(JSONExtractString(payload, 'properties', 'url'), ad_click)
    ) after ad_click,
  add column country LowCardinality(String)
    default if(
      length(JSONExtractString(payload, 'context', 'location', 'country')) = 2,
      upper(JSONExtractString(payload, 'context', 'location', 'country')),
      ''
    ) after ad_click_id,
  add column locale LowCardinality(String) default JSONExtractString(payload, 'context', 'locale') after country,
  add column device LowCardinality(String) default '' after locale,
  add column browser LowCardinality(String) default '' after device,
  add column os LowCardinality(String) default '' after browser;
