/** What every clustering run says of itself. @param after root clusters by post; null: nowhere. */
export function countOutcome(after: ReadonlyMap<number, number | null>) {
  const clusterIds = [...after.values()].filter((clusterId) => clusterId !== null);
  return {
    postCount: after.size,
    clusterCount: new Set(clusterIds).size,
    placedCount: clusterIds.length,
  };
}
