/** `en-US`, `EN` or `en_us` as `en`; names of languages are not guessed. */
export function readLanguage(given: string | null): string | null {
  return /^([a-z]{2,3})(?:[-_][a-z0-9]+)*$/i.exec(given ?? '')?.[1]?.toLowerCase() ?? null;
}
