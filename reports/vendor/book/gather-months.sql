-- Lists and maps in an order of their own: the engine's may differ from one reading to the next.
copy (
  select * replace (
    list_sort(mix) as mix,
    map_from_entries(list_sort(map_entries(cancellations_by_initiator))) as cancellations_by_initiator,
    map_from_entries(list_sort(map_entries(no_shows_by_initiator))) as no_shows_by_initiator
  )
  from read_parquet($months)
  where vendor_id in (select vendor_id from read_parquet($vendors))
  order by vendor_id, period
) to $out (format parquet, compression zstd)
