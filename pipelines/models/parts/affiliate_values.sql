-- part: affiliate_values
-- about: What each version is worth to an owner, and the commission of that, at the rates of the booking day.
with
  rates as (
    select affiliate_id, vendor_id, type, valid_from, rate
    from commission_rates final
  ),
  rated as (
    select
      seen.*,
      multiIf(
        seen.currency = seen.tenant_currency, toNullable(toDecimal128(1, 18)),
        seen.currency = '', null,
        (seen.currency != 'EUR' and from_rate = 0) or (seen.tenant_currency != 'EUR' and to_rate = 0), null,
        cross_rate(
          if(seen.currency = 'EUR', toDecimal128(1, 12), from_rate),
          if(seen.tenant_currency = 'EUR', toDecimal128(1, 12), to_rate)
        )
      ) as fx_rate
    from affiliate_versions as seen
    left join (select currency as from_currency, date as from_date, rate as from_rate from daily_rates) as origin
      on seen.currency = origin.from_currency and seen.booked_on = origin.from_date
    left join (select currency as to_currency, date as to_date, rate as to_rate from daily_rates) as target
      on seen.tenant_currency = target.to_currency and seen.booked_on = target.to_date
  ),
  commissioned as (
    select
      booked.owner_id as rated_owner_id,
      booked.reservation_id as rated_reservation_id,
      booked.vendor_id as rated_vendor_id,
      booked.type as rated_type,
      argMax(
        rates.rate,
        (
          multiIf(rates.vendor_id != '', 3, rates.type != '', 2, 1),
          rates.valid_from
        )
      ) as commission_rate
    from (select distinct owner_id, reservation_id, vendor_id, type, first_booked_at from rated) as booked
    inner join rates on booked.owner_id = rates.affiliate_id
    where rates.valid_from <= booked.first_booked_at
      and rates.vendor_id in ('', booked.vendor_id)
      and rates.type in ('', booked.type)
    group by rated_owner_id, rated_reservation_id, rated_vendor_id, rated_type
  )
select
  rated.*,
  ifNull(commissioned.commission_rate, 0) as commission_rate,
  if(rated.is_owner, rated.original, toDecimal128(0, 4)) as own_original,
  multiplyDecimal(own_original, ifNull(rated.fx_rate, toDecimal128(0, 18)), 22) as converted,
  round_to_minor(converted, digits) as value_now,
  multiplyDecimal(value_now, commission_rate, 10) as commission_exact,
  round_to_minor(commission_exact, digits) as commission_now
from rated
left join commissioned
  on rated.owner_id = commissioned.rated_owner_id
    and rated.reservation_id = commissioned.rated_reservation_id
    and rated.vendor_id = commissioned.rated_vendor_id
    and rated.type = commissioned.rated_type
