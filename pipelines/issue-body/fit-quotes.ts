/**
 * Chooses which quotes fit: whole ones only, in the manager's order, but the first of every block before the second of
 * any, so that what speaks against a report is not what is cut. A large one that does not fit keeps no smaller one out.
 * @param sizes of each block's quotes, in the units of `room`.
 * @returns for each block, the indexes that fit, ascending.
 */
export function fitQuotes(sizes: readonly (readonly number[])[], room: number): number[][] {
  const chosen: number[][] = sizes.map(() => []);
  let left = room;
  const take = (block: number, index: number) => {
    const size = sizes[block]?.[index] ?? 0;
    if (size > left) return;
    left -= size;
    chosen[block]?.push(index);
  };
  for (const [block, list] of sizes.entries()) if (list.length > 0) take(block, 0);
  for (const [block, list] of sizes.entries()) for (let i = 1; i < list.length; i += 1) take(block, i);
  return chosen;
}
