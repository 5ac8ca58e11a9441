/** Rounds to a fixed number of decimals, so that a last bit never decides a comparison or reaches the output. */
export function roundTo(value: number, decimals: number): number {
  let scale = 1;
  for (let i = 0; i < decimals; i += 1) scale *= 10;
  const rounded = Math.round(value * scale) / scale;
  return rounded === 0 ? 0 : rounded;
}
