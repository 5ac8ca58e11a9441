/**
 * e to the power of a number, by multiplication and addition only: Math.exp may differ in the last bit between versions
 * of V8. x = k ln 2 + r with |r| <= ln 2 / 2, then e^x = 2^k e^r, e^r by its series. Beyond +-700 it is cut.
 */
export function exponential(value: number): number {
  const x = value > 700 ? 700 : value < -700 ? -700 : value;
  const power = Math.round(x / Math.LN2);
  const rest = x - power * Math.LN2;
  // |rest| <= 0.347: the fourteenth term is below 1e-17.
  let sum = 1;
  for (let k = 13; k >= 1; k -= 1) sum = 1 + (rest * sum) / k;
  let scale = power < 0 ? 0.5 : 2;
  for (let left = power < 0 ? -power : power; left > 0; left >>= 1) {
    if (left & 1) sum *= scale;
    scale *= scale;
  }
  return sum;
}

/** 1 / (1 + e^-x): log-odds to probability. */
export function logistic(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + exponential(-logOdds));
  const odds = exponential(logOdds);
  return odds / (1 + odds);
}
