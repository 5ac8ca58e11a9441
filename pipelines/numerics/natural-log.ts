/**
 * Natural logarithm of a positive number by addition and division only.
 *
 * Math.log may differ in the last bit between versions of V8; one such bit is enough to flip a tie and change a run.
 * x = m * 2^e with m in [0.75, 1.5), then ln m = 2 atanh((m - 1) / (m + 1)).
 */
export function naturalLog(value: number): number {
  let mantissa = value;
  let exponent = 0;
  while (mantissa >= 1.5) {
    mantissa /= 2;
    exponent += 1;
  }
  while (mantissa < 0.75) {
    mantissa *= 2;
    exponent -= 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let power = ratio;
  let sum = 0;
  // |ratio| <= 0.2: the twelfth term is below 1e-17.
  for (let k = 1; k <= 25; k += 2) {
    sum += power / k;
    power *= square;
  }
  return 2 * sum + exponent * Math.LN2;
}
