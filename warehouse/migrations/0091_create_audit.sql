-- Who did what that others should be able to look up; nothing is ever changed in it. details is JSON without secrets.
create table audit (
  audit_id        UUID,
  at              DateTime64(3, 'UTC'),
  actor           String,
  role            LowCardinality(String),
  action          LowCardinality(String),
  subject         String,
  details         String,
  request_id      String
) engine = MergeTree order by (at, audit_id);
