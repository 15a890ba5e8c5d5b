-- part: affiliate_values
-- about: What each version is worth to an owner, and the commission of that, at the rates of the booking day.
with
  -- A vendor's own rates go before those of a type, they before the others.
  own_rates as (
    select
      affiliate_id as own_affiliate_id,
      vendor_id as own_vendor_id,
      arraySort(groupArray((valid_from, toString(type), rate, true))) as known_own
    from commission_rates final
    where vendor_id != ''
    group by affiliate_id, vendor_id
  ),
  common_rates as (
    select
      affiliate_id as common_affiliate_id,
      arraySort(groupArray((type != '', valid_from, toString(type), rate))) as known_common
    from commission_rates final
    where vendor_id = ''
    group by affiliate_id
  ),
  rated as (
    select
      seen.*,
      if(minor.minor_currency = '', 2, minor.minor_digits) as digits,
      if(seen.currency = 'EUR', toDecimal128(1, 12), from_rate) as over_rate,
      if(seen.tenant_currency = 'EUR', toDecimal128(1, 12), to_rate) as under_rate,
      arrayLast(own -> own.1 <= seen.first_booked_at and own.2 in ('', seen.type), own_rates.known_own) as own_rate,
      arrayLast(common -> common.2 <= seen.first_booked_at and common.3 in ('', seen.type), common_rates.known_common) as common_rate,
      if(own_rate.4, own_rate.3, common_rate.4) as commission_rate
    from affiliate_versions as seen
    left join (select currency as from_currency, date as from_date, rate as from_rate from daily_rates) as origin
      on seen.currency = origin.from_currency and seen.booked_on = origin.from_date
    left join (select currency as to_currency, date as to_date, rate as to_rate from daily_rates) as target
      on seen.tenant_currency = target.to_currency and seen.booked_on = target.to_date
    left join (select currency as minor_currency, minor_digits from currencies final) as minor
      on seen.tenant_currency = minor.minor_currency
    left join own_rates on seen.owner_id = own_rates.own_affiliate_id and seen.vendor_id = own_rates.own_vendor_id
    left join common_rates on seen.owner_id = common_rates.common_affiliate_id
  ),
  -- Step by step: a formula is put in place of its name wherever that is mentioned, and planned as often.
  converted as (
    select
      *,
      multiIf(
        currency = tenant_currency, toNullable(toDecimal128(1, 18)),
        currency = '' or over_rate = 0 or under_rate = 0, null,
        cross_rate(over_rate, under_rate)
      ) as fx_rate,
      if(is_owner, original, toDecimal128(0, 4)) as own_original
    from rated
  ),
  valued as (
    select
      *,
      round_to_minor(toDecimal256(own_original, 4) * ifNull(fx_rate, toDecimal128(0, 18)), digits) as value_now
    from converted
  )
select *, round_to_minor(value_now * commission_rate, digits) as commission_now
from valued
