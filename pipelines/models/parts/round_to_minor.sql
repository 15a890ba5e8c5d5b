-- part: round_to_minor
-- about: An amount rounded half away from zero to a currency's minor unit, of so many digits.
(amount, digits) -> toDecimal128(
  multiIf(digits = 0, round(amount, 0), digits = 3, round(amount, 3), digits = 4, round(amount, 4), round(amount, 2)),
  4
)
