-- part: vendor_updates
-- about: What was updated of a vendor in a month: how often, by how much, how far ahead.
with
  shifted as (
    select
      *,
      formatDateTime(changed_at, '%Y-%m', zone) as period,
      -- By the leg that moved furthest, of those that still go from the same place to the same; a time that is not known is 0.
      intDiv(
        arrayMax(
          arrayPushBack(
            arrayMap(
              (leg, before) -> if(
                (leg.1, leg.2) = (before.1, before.2),
                greatest(
                  if(leg.3 > 0 and before.3 > 0, abs(leg.3 - before.3), 0),
                  if(leg.4 > 0 and before.4 > 0, abs(leg.4 - before.4), 0)
                ),
                0
              ),
              arraySlice(legs, 1, least(length(legs), length(legs_before))),
              arraySlice(legs_before, 1, least(length(legs), length(legs_before)))
            ),
            0
          )
        ),
        60
      ) as leg_shift_minutes,
      step > 1 and (start_at != start_before or end_at != end_before or leg_shift_minutes > 0) as is_time_changed,
      greatest(
        abs(dateDiff('minute', start_before, start_at)),
        abs(dateDiff('minute', end_before, end_at)),
        leg_shift_minutes
      ) as shift_minutes,
      dateDiff('millisecond', changed_at, start_at) / 3600000 as notice_hours
    from vendor_steps
    where kind = 'updated'
  )
select
  vendor_id,
  period,
  count() as updates,
  countIf(step > 1 and (is_time_changed or is_matter_changed)) as material_updates,
  countIf(is_time_changed and initiator = 'vendor' and shift_minutes < 60) as schedule_changes_minor,
  countIf(is_time_changed and initiator = 'vendor' and shift_minutes >= 60 and shift_minutes < 180) as schedule_changes_major,
  countIf(is_time_changed and initiator = 'vendor' and shift_minutes >= 180) as schedule_changes_severe,
  countIf(is_time_changed and initiator = 'unknown') as schedule_changes_unknown,
  if(
    countIf(is_time_changed and initiator = 'vendor' and notice_hours >= 0) = 0,
    null,
    quantileExactInclusiveIf(0.5)(notice_hours, is_time_changed and initiator = 'vendor' and notice_hours >= 0)
  ) as schedule_change_notice_hours_median
from shifted
group by vendor_id, period
