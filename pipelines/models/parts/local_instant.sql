-- part: local_instant
-- about: The instant of a wall-clock time in a zone, for times that come without an offset. Of two instants with one time the
--   first, of none the one an hour on, as Temporal's 'compatible': the offset of the day before, unless only that of the day
--   after gives the time.
(local, zone) -> arrayMap(
  (before, after) -> if(
    formatDateTime(local - toIntervalSecond(after), '%F %T', zone) = formatDateTime(local, '%F %T')
      and formatDateTime(local - toIntervalSecond(before), '%F %T', zone) != formatDateTime(local, '%F %T'),
    local - toIntervalSecond(after),
    local - toIntervalSecond(before)
  ),
  [dateDiff('second', local - 86400, toDateTime64(formatDateTime(local - 86400, '%F %T', zone), 0, 'UTC'))],
  [dateDiff('second', local + 86400, toDateTime64(formatDateTime(local + 86400, '%F %T', zone), 0, 'UTC'))]
)[1]
