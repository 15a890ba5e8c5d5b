-- What each input held when a slice was built, so that a plan can name the one that changed. Empty for older slices.
alter table published add column if not exists input_hashes Map(LowCardinality(String), UInt64);
