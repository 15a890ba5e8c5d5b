-- Links under which somebody without a sign-in reads one vendor's month. Of the token and the password only hashes are
-- kept; version 0 follows the month. Read with final.
create table shares (
  share_id        UUID,
  token_hash      String,
  vendor_id       String,
  period          String,
  version         UInt32,
  password_hash   String,
  created_at      DateTime64(3, 'UTC'),
  created_by      String,
  expires_at      DateTime64(3, 'UTC'),
  revoked_at      Nullable(DateTime64(3, 'UTC')),
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (token_hash, share_id);
