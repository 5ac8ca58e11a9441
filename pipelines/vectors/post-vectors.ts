/** What whole posts mean, by a model outside of Refrain: a vector for each post that has one. */
export type PostMeanings = {
  /** Name of the model, as it is reported with the result. */
  readonly model: string;
  readonly width: number;
  /** Vectors of `width` finite numbers, of any length, by the id of their post. */
  readonly of: ReadonlyMap<string, Float32Array>;
};

/** @throws RangeError naming the post whose vector is too short, too long or not made of numbers. */
export function checkPostMeanings({ width, of }: PostMeanings): void {
  for (const [id, vector] of of) {
    if (vector.length !== width) {
      throw new RangeError(`The vector of "${id}" has ${vector.length} dimensions, others have ${width}.`);
    }
    for (const value of vector) {
      if (!Number.isFinite(value)) throw new RangeError(`The vector of "${id}" holds what is no number.`);
    }
  }
}
