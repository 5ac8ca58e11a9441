/** Places by label in one memory: those of label c are `places[starts[c] .. starts[c + 1])`, ascending. */
export type PlacesByLabel = { readonly starts: Int32Array; readonly places: Int32Array };

/** @param labels from 0 to `count`-1; what is below 0 is left out. */
export function listByLabel(labels: Int32Array, count: number): PlacesByLabel {
  const starts = new Int32Array(count + 1);
  for (const label of labels) if (label >= 0) starts[label + 1]! += 1;
  for (let c = 0; c < count; c += 1) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  const places = new Int32Array(starts[count]!);
  for (const [place, label] of labels.entries()) {
    if (label < 0) continue;
    places[next[label]!] = place;
    next[label]! += 1;
  }
  return { starts, places };
}
