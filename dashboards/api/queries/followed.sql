  -- Each booking of `persons` and its session: its person's last one that starts at or before bookedAt and within 30 days.
  -- A booking without one has no trait and passes where no filter limits sessions.
  followed as (
    select
      *,
      argMaxIf((happened_at, is_selected, trait), (happened_at, anonymous_id), is_start) over (
        partition by person
        order by happened_at, is_start desc
        rows between unbounded preceding and current row
      ) as session
    from (select *, booking_id = '' and bucket = 0 as is_start from persons)
  )
