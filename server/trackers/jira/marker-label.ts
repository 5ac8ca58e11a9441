/** The key of the property that each of our issues carries; it names the push in full. */
export const MARKER_PROPERTY = 'refrain.push';

/**
 * The label by which an issue whose answer was lost is found again: labels can be searched for, properties cannot
 * without an app. 48 bits of the marker: two pushes of one project never share them in practice.
 */
export function markerLabel(marker: string): string {
  return `refrain-${marker.replaceAll('-', '').slice(0, 12)}`;
}

export function hasMarkerProperty(properties: Readonly<Record<string, unknown>> | undefined, marker: string): boolean {
  const value = properties?.[MARKER_PROPERTY];
  return typeof value === 'object' && value !== null && 'marker' in value && value.marker === marker;
}
