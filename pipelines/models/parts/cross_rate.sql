-- part: cross_rate
-- about: What one is worth that is worth so many euro in what is worth others, to 18 digits. A rate without end is rounded up:
--   cut off, it would make a little less than half a minor unit of what is exactly half of one.
(over, under) -> toDecimal128(
  divideDecimal(over, if(under = 0, toDecimal128(1, 12), under), 18)
    + if(
      multiplyDecimal(divideDecimal(over, if(under = 0, toDecimal128(1, 12), under), 18), under, 30) = over,
      toDecimal256(0, 18),
      toDecimal256('0.000000000000000001', 18)
    ),
  18
)
