-- Every number of every month of both hotels, from the CSV itself: the mapping of the data set and the definitions of a
-- vendor month, written without a look at the models. Instants are UTC milliseconds until a zone is needed.
with
  countries as (
    select alpha3, alpha2
    from read_csv($countries, header = true, all_varchar = true)
  ),

  cells as (
    select
      row_number() over () as id,
      case hotel
        when 'Resort Hotel' then 'resort-hotel'
        when 'City Hotel' then 'city-hotel'
        else error('unknown hotel ' || hotel)
      end as vendor_id,
      strptime(
        concat_ws(' ', arrival_date_year, arrival_date_month, arrival_date_day_of_month),
        '%Y %B %-d'
      )::date as arrival_date,
      lead_time::integer as lead_time,
      stays_in_weekend_nights::integer + stays_in_week_nights::integer as nights,
      booking_changes::integer as booking_changes,
      if(agent = 'NULL', '', 'agent-' || agent) as affiliate_id,
      if(agent = 'NULL', 'manual', 'agency') as source,
      if(country = 'NULL', '', coalesce(alpha2, error('unknown country ' || country))) as traveler_country,
      adr::decimal(18, 6) as adr,
      case reservation_status
        when 'Check-Out' then 'completed'
        when 'Canceled' then 'cancelled'
        when 'No-Show' then 'no_show'
        else error('unknown status ' || reservation_status)
      end as status,
      reservation_status_date::date as status_date
    from read_csv($file, header = true, all_varchar = true)
    left join countries on alpha3 = country
  ),

  instants as (
    select
      *,
      epoch_ms(arrival_date::timestamp - to_days(lead_time) + interval 12 hour) as booked_at,
      timezone('Europe/Lisbon', arrival_date + interval 15 hour) as start_at,
      timezone(
        'Europe/Lisbon',
        if(nights = 0, arrival_date + interval 16 hour, arrival_date + to_days(nights) + interval 11 hour)
      ) as end_at,
      epoch_ms(
        status_date + case status
          when 'completed' then interval 11 hour
          when 'cancelled' then interval 12 hour
          else interval 20 hour
        end
      ) as stated_at
    from cells
  ),

  reservations as (
    select
      * exclude (start_at, end_at, stated_at, adr),
      epoch_ms(start_at) as start_at,
      epoch_ms(end_at) as end_at,
      timezone('Europe/Lisbon', start_at)::date as start_date,
      timezone('Europe/Lisbon', timezone('UTC', epoch_ms(booked_at)))::date as booked_date,
      if(stated_at < booked_at + 3600000, booked_at + 3600000, stated_at) as final_at,
      (round(adr * nights, 2) * 100)::bigint as cents
    from instants
  ),

  by_booking as (
    select
      vendor_id,
      strftime(booked_date, '%Y-%m') as period,
      count(*) as bookings,
      median(greatest(lead_days, 0)) as lead_time_median,
      sum(greatest(lead_days, 0)) as lead_time_days_sum,
      [
        count(*) filter (lead_days <= 1),
        count(*) filter (lead_days between 2 and 7),
        count(*) filter (lead_days between 8 and 30),
        count(*) filter (lead_days between 31 and 90),
        count(*) filter (lead_days >= 91)
      ] as lead_time_buckets,
      count(*) filter (lead_days < 0) as lead_time_negative
    from (select *, date_diff('day', booked_date, start_date) as lead_days from reservations)
    group by all
  ),

  by_arrival as (
    select
      vendor_id,
      strftime(start_date, '%Y-%m') as period,
      count(*) as arrivals,
      count(*) filter (status = 'completed') as arrivals_completed,
      count(*) filter (status = 'cancelled') as arrivals_cancelled,
      count(*) filter (status = 'no_show') as arrivals_no_show,
      count(*) filter (status = 'completed' and nights > 0) as completed_stays,
      coalesce(sum(nights) filter (status = 'completed'), 0) as completed_stay_nights
    from reservations
    group by all
  ),

  by_ending as (
    select
      vendor_id,
      strftime(timezone('Europe/Lisbon', timezone('UTC', epoch_ms(final_at))), '%Y-%m') as period,
      count(*) filter (status = 'cancelled') as cancellations,
      count(*) filter (status = 'no_show') as no_shows,
      median((start_at - final_at) / 3600000.0)
        filter (status = 'cancelled' and final_at <= start_at) as cancellation_notice_hours_median
    from reservations
    where status in ('cancelled', 'no_show')
    group by all
  ),

  update_instants as (
    select
      vendor_id,
      booked_at + (unnest(range(1, booking_changes + 1)) * (final_at - booked_at)) // (booking_changes + 1) as changed_at
    from reservations
  ),

  by_update as (
    select
      vendor_id,
      strftime(timezone('Europe/Lisbon', timezone('UTC', epoch_ms(changed_at))), '%Y-%m') as period,
      count(*) as updates
    from update_instants
    group by all
  ),

  nights_stayed as (
    select vendor_id, start_date, nights, cents, unnest(range(nights)) as night
    from reservations
    where status = 'completed'
  ),

  -- Cents round towards zero and the remainder, one cent each with the amount's sign, goes to the first nights.
  shares as (
    select
      vendor_id,
      strftime(start_date + night::integer, '%Y-%m') as period,
      1 as room_nights,
      sign(cents) * (abs(cents) // nights + if(night < abs(cents) % nights, 1, 0)) as share_cents
    from nights_stayed
    union all
    select vendor_id, strftime(start_date, '%Y-%m') as period, 0 as room_nights, cents as share_cents
    from reservations
    where status = 'completed' and nights = 0
  ),

  by_night as (
    select
      vendor_id,
      period,
      sum(room_nights) as room_nights,
      sum(share_cents)::decimal(30, 0) * 0.01 as room_revenue
    from shares
    group by all
  ),

  -- The versions before the last are booked, so that only the last one can end the life before the stay's end.
  lives as (
    select
      vendor_id,
      booked_at as live_from,
      if(status = 'completed', end_at, least(final_at, end_at)) as live_to
    from reservations
  ),

  live_months as (
    select
      vendor_id,
      unnest(
        generate_series(
          date_trunc('month', timezone('Europe/Lisbon', timezone('UTC', epoch_ms(live_from)))),
          timezone('Europe/Lisbon', timezone('UTC', epoch_ms(live_to - 1))),
          interval 1 month
        )
      ) as month
    from lives
    where live_to > live_from
  ),

  by_life as (
    select vendor_id, strftime(month, '%Y-%m') as period, count(*) as live_reservations
    from live_months
    group by all
  ),

  mix_rows as (
    select
      vendor_id,
      strftime(booked_date, '%Y-%m') as period,
      unnest([
        {'dimension': 'affiliate', 'key': affiliate_id},
        {'dimension': 'travelerCountry', 'key': traveler_country},
        {'dimension': 'source', 'key': source},
        {
          'dimension': 'lengthOfStay',
          'key': case
            when nights >= 14 then '14+'
            when nights >= 7 then '7-13'
            when nights >= 4 then '4-6'
            else nights::varchar
          end
        }
      ]) as place
    from reservations
  ),

  mix_counts as (
    select vendor_id, period, place.dimension || '/' || place.key as entry, count(*) as bookings
    from mix_rows
    group by all
  ),

  by_mix as (
    select vendor_id, period, to_json(map(list(entry order by entry), list(bookings order by entry))) as mix
    from mix_counts
    group by all
  ),

  months as (
    select vendor_id, period from by_booking
    union select vendor_id, period from by_arrival
    union select vendor_id, period from by_ending
    union select vendor_id, period from by_update
    union select vendor_id, period from by_night
    union select vendor_id, period from by_life
  )

select
  vendor_id,
  period,
  'hotel' as type,
  'EUR' as currency,
  'Europe/Lisbon' as timezone,
  coalesce(bookings, 0)::integer as bookings,
  coalesce(arrivals, 0)::integer as arrivals,
  coalesce(arrivals_completed, 0)::integer as arrivals_completed,
  coalesce(arrivals_cancelled, 0)::integer as arrivals_cancelled,
  coalesce(arrivals_no_show, 0)::integer as arrivals_no_show,
  0 as presumed_completed,
  coalesce(cancellations, 0)::integer as cancellations,
  coalesce(no_shows, 0)::integer as no_shows,
  json_object('unknown', coalesce(cancellations, 0)) as cancellations_by_initiator,
  json_object('unknown', coalesce(no_shows, 0)) as no_shows_by_initiator,
  coalesce(room_nights, 0)::integer as room_nights_stayed,
  coalesce(room_nights, 0)::integer as room_nights_booked,
  coalesce(room_revenue, 0)::varchar as room_revenue,
  '0' as cancellation_fees,
  '0' as no_show_fees,
  coalesce(completed_stays, 0)::integer as completed_stays,
  coalesce(completed_stay_nights, 0)::integer as completed_stay_nights,
  lead_time_median,
  coalesce(lead_time_days_sum, 0)::integer as lead_time_days_sum,
  coalesce(lead_time_buckets, [0, 0, 0, 0, 0])::integer[] as lead_time_buckets,
  coalesce(lead_time_negative, 0)::integer as lead_time_negative,
  coalesce(updates, 0)::integer as updates,
  0 as material_updates,
  coalesce(live_reservations, 0)::integer as live_reservations,
  0 as schedule_changes_minor,
  0 as schedule_changes_major,
  0 as schedule_changes_severe,
  0 as schedule_changes_unknown,
  cancellation_notice_hours_median,
  null::double as schedule_change_notice_hours_median,
  coalesce(mix, '{}') as mix,
  0 as without_amount,
  0 as unconverted
from months
left join by_booking using (vendor_id, period)
left join by_arrival using (vendor_id, period)
left join by_ending using (vendor_id, period)
left join by_update using (vendor_id, period)
left join by_night using (vendor_id, period)
left join by_life using (vendor_id, period)
left join by_mix using (vendor_id, period)
order by vendor_id, period
