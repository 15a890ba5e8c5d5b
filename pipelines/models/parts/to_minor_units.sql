-- part: to_minor_units
-- about: An amount in another currency at its rate, in whole minor units of so many digits; 0 where either is not known.
(amount, rate, digits) -> toInt64(
  round(
    toDecimal256(ifNull(amount, 0), 4)
      * ifNull(rate, toDecimal128(0, 18))
      * multiIf(digits = 0, 1, digits = 3, 1000, digits = 4, 10000, 100),
    0
  )
)
