-- part: from_minor_units
-- about: Whole minor units of so many digits as money.
(units, digits) -> toDecimal128(units, 0)
  * multiIf(
    digits = 0, toDecimal128(1, 4),
    digits = 3, toDecimal128('0.001', 4),
    digits = 4, toDecimal128('0.0001', 4),
    toDecimal128('0.01', 4)
  )
