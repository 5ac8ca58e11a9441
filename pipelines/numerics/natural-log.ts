/** 1, 1/3, 1/5 ... 1/25: of the series of the inverse hyperbolic tangent. */
const ODD = Array.from({ length: 13 }, (_, i) => 1 / (2 * i + 1));
/** Smaller numbers have no exponent of their own. */
const LEAST_NORMAL = 2 ** -1022;
/** The bits of a number: sign and exponent are the first twelve. */
const BITS = new DataView(new ArrayBuffer(8));

/**
 * Natural logarithm of a positive number by addition, multiplication and one division only.
 *
 * Math.log may differ in the last bit between versions of V8; one such bit is enough to flip a tie and change a run.
 * x = m * 2^e with m in [0.75, 1.5), then ln m = 2 atanh((m - 1) / (m + 1)).
 */
export function naturalLog(value: number): number {
  const isTiny = value < LEAST_NORMAL;
  BITS.setFloat64(0, isTiny ? value * 2 ** 60 : value);
  const high = BITS.getInt32(0);
  let exponent = (high >>> 20) - 1023 - (isTiny ? 60 : 0);
  BITS.setInt32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = BITS.getFloat64(0);
  if (mantissa >= 1.5) {
    mantissa /= 2;
    exponent += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  // |ratio| <= 0.2: the twelfth term is below 1e-17.
  let sum = 0;
  for (let i = ODD.length - 1; i >= 0; i -= 1) sum = sum * square + ODD[i]!;
  return 2 * ratio * sum + exponent * Math.LN2;
}
