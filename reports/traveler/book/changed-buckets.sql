-- Which parts are other than in the version before, and of how many travelers.
copy (
  select bucket, sum(rows)::integer as rows, sum(changed)::integer as changed
  from (
    select bucket, 1 as rows, if(version = $version, 1, 0) as changed from versioned
    union all
    select bucket, 0 as rows, 1 as changed
    from former
    where traveler_id not in (select traveler_id from fresh)
  )
  group by bucket
  order by bucket
) to $out (format parquet)
