-- What flights and cars carry. Changes that were stored before have it in their payload: the defaults read it there, as
-- it was sent (a country may be alpha-3).
-- Local times are wall-clock times of the place, written as if they were UTC; 1970-01-01T00:00:00, which no change can
-- say, stands for a time that is not known.

alter table reservation_changes
  add column flight_passengers Nullable(UInt16)
    default JSONExtract(payload, 'reservation', 'flight', 'passengers', 'Nullable(UInt16)') after hotel_country,
  add column flight_segments Array(Tuple(
    carrier String,
    operating_carrier String,
    number String,
    origin String,
    destination String,
    departs_at DateTime64(0, 'UTC'),
    arrives_at DateTime64(0, 'UTC'),
    actual_departs_at DateTime64(0, 'UTC'),
    actual_arrives_at DateTime64(0, 'UTC'),
    cabin String,
    status String,
    is_diverted Bool
  )) default arrayMap(
    segment -> (
      JSONExtractString(segment, 'carrier'),
      JSONExtractString(segment, 'operatingCarrier'),
      trim(both '"' from JSONExtractRaw(segment, 'number')),
      JSONExtractString(segment, 'from'),
      JSONExtractString(segment, 'to'),
      ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(segment, 'departsAt'), 0, 'UTC'), toDateTime64(0, 0, 'UTC')),
      ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(segment, 'arrivesAt'), 0, 'UTC'), toDateTime64(0, 0, 'UTC')),
      ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(segment, 'actualDepartsAt'), 0, 'UTC'), toDateTime64(0, 0, 'UTC')),
      ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(segment, 'actualArrivesAt'), 0, 'UTC'), toDateTime64(0, 0, 'UTC')),
      JSONExtractString(segment, 'cabin'),
      JSONExtractString(segment, 'status'),
      JSONExtractBool(segment, 'diverted')
    ),
    JSONExtractArrayRaw(payload, 'reservation', 'flight', 'segments')
  ) after flight_passengers,
  add column car_days Nullable(UInt16)
    default JSONExtract(payload, 'reservation', 'car', 'days', 'Nullable(UInt16)') after flight_segments,
  add column car_class String default JSONExtractString(payload, 'reservation', 'car', 'class') after car_days,
  add column car_pickup Tuple(city String, country String, at DateTime64(0, 'UTC')) default (
    JSONExtractString(payload, 'reservation', 'car', 'pickup', 'city'),
    JSONExtractString(payload, 'reservation', 'car', 'pickup', 'country'),
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(payload, 'reservation', 'car', 'pickup', 'at'), 0, 'UTC'), toDateTime64(0, 0, 'UTC'))
  ) after car_class,
  add column car_dropoff Tuple(city String, country String, at DateTime64(0, 'UTC')) default (
    JSONExtractString(payload, 'reservation', 'car', 'dropoff', 'city'),
    JSONExtractString(payload, 'reservation', 'car', 'dropoff', 'country'),
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(payload, 'reservation', 'car', 'dropoff', 'at'), 0, 'UTC'), toDateTime64(0, 0, 'UTC'))
  ) after car_pickup;
