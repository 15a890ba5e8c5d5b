  -- The bookings of the range, or of them those that filters select by themselves, and who made each.
-- include: booked.sql -- unless: bookings
-- include: judged.sql -- when: bookings
  ,
-- include: bookers.sql
  ,
