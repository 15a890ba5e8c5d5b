copy (
  select *
  from read_json(
    $lines,
    format = 'newline_delimited',
    columns = {
      vendor_id: 'varchar',
      name: 'varchar',
      type: 'varchar',
      currency: 'varchar',
      timezone: 'varchar',
      minor_digits: 'integer',
      first_period: 'varchar',
      last_period: 'varchar',
      owner: 'varchar',
      peer_group: 'varchar'
    }
  )
  order by vendor_id
) to $out (format parquet, compression zstd)
