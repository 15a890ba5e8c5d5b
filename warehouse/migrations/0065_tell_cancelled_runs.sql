-- A run that was stopped before it was shown: by its command, its backfill's end, or another leader.
alter table runs modify column state Enum8('started' = 1, 'published' = 2, 'failed' = 3, 'abandoned' = 4, 'cancelled' = 5);
