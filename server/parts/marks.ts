import type { PartPost } from '#pipelines/tell-parts.ts';

type Marked = Pick<PartPost, 'position' | 'tellsUses'>;

const LETTERS = { opener: 'o', own_reply: 'w', reply: 'r' } as const;

/** What must be known of posts beside their words, a character each: capitals for those whose authors tell no uses. */
export function writeMarks(posts: readonly Marked[]): string {
  return posts.map(({ position, tellsUses }) => mark(position, tellsUses)).join('');
}

/** @throws Error when a character is no mark. */
export function readMarks(marks: string): Marked[] {
  return [...marks].map((character) => {
    const known = MARKS.get(character);
    if (known === undefined) throw new Error(`"${character}" marks no post`);
    return known;
  });
}

function mark(position: Marked['position'], tellsUses: boolean): string {
  const letter = position === null ? 'n' : LETTERS[position];
  return tellsUses ? letter : letter.toUpperCase();
}

const MARKS = new Map(
  ([null, 'opener', 'own_reply', 'reply'] as const).flatMap((position) =>
    [true, false].map((tellsUses) => [mark(position, tellsUses), { position, tellsUses }] as const),
  ),
);
