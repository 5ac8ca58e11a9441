import type { Kind, Sign } from '#db/schema.ts';
import type { SeverityLevel } from '#pipelines/mentions/rate-severity.ts';
import { formatLanguage } from '../format.ts';
import { KIND_LOOKS } from '../ui/kind.tsx';
import type { FilterName } from './cluster-address.ts';
import { LEVEL_LOOKS, SIGN_LOOKS } from './severity-looks.ts';

/** Names for the ids in an address; nobody is one of the people. */
export interface FilterNames {
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly themes: readonly { readonly id: number; readonly title: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

const SPANS: Readonly<Record<string, string>> = { 7: 'A week', 30: 'A month', 90: 'Three months', 365: 'A year' };
const TRENDS: Readonly<Record<string, string>> = { growing: 'Growing', fading: 'Fading', steady: 'Steady' };

/** A choice of a filter, in words. */
export function nameChoice(name: FilterName, value: string, { sources, people, themes }: FilterNames): string {
  switch (name) {
    case 'kind':
      return KIND_LOOKS[value as Kind]?.plural ?? value;
    case 'source':
      return sources.find(({ id }) => String(id) === value)?.name ?? `Source ${value}`;
    case 'language':
      return formatLanguage(value);
    case 'owner':
      return people.find(({ id }) => id === value)?.name ?? 'Somebody else';
    case 'trend':
      return TRENDS[value] ?? value;
    case 'theme':
      return themes.find(({ id }) => String(id) === value)?.title ?? 'A theme that is gone';
    case 'severity':
      return LEVEL_LOOKS[value as SeverityLevel]?.label ?? value;
    case 'sign':
      return SIGN_LOOKS[value as Sign]?.label ?? value;
    case 'active':
      return SPANS[value] ?? `${value} days`;
    case 'voices':
      return `${value} voices or more`;
  }
}
