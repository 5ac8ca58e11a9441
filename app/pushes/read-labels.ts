/** Labels as a person types them, separated by commas; none twice. */
export function readLabels(text: string): string[] {
  return [...new Set(text.split(',').map((label) => label.trim()))].filter((label) => label !== '');
}
