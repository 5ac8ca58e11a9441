import { TOLD_KINDS, type ToldKind } from './kind.ts';
import type { ThreadPosition } from './read-features.ts';

/** A post with what it is. `labels` is empty for one that is none of the kinds. */
export type LabelledPost = {
  readonly text: string;
  readonly position: ThreadPosition | null;
  readonly labels: readonly ToldKind[];
  /** The kinds that whoever labelled looked for; of the others nothing is known. */
  readonly judged: readonly ToldKind[];
  /** Posts of one source share its manner. */
  readonly source: string;
};

/**
 * Reads a file of `seeds/`: a post a line, `[label label] ` in front of it where it is more than the file says.
 *
 * @throws SyntaxError naming the line with an unknown label.
 */
export function parseSeeds(source: string, kind: ToldKind | 'other'): LabelledPost[] {
  return source.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [, tags = '', text] =
      /^(?:\[((?:complaint|wish|question|praise|use_case|opener|reply|own_reply)(?: \w+)*)\] )?(.+)$/.exec(line)!;
    const labels: ToldKind[] = kind === 'other' ? [] : [kind];
    let position: ThreadPosition | null = null;
    for (const tag of tags.split(' ').filter((word) => word !== '')) {
      if (tag === 'opener' || tag === 'reply' || tag === 'own_reply') position = tag;
      else if ((TOLD_KINDS as readonly string[]).includes(tag)) labels.push(tag as ToldKind);
      else throw new SyntaxError(`seeds/${kind}.txt, line ${index + 1}: there is no label "${tag}".`);
    }
    return [{ text: text!, position, labels, judged: TOLD_KINDS, source: 'seeds' }];
  });
}
