import { sql } from 'drizzle-orm';
import { kindCorrections, type SaidKind } from '#db/schema.ts';
import type { KindReason } from '#pipelines/kinds/create-kinds-judge.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { spanIn } from '#pipelines/kinds/tell-kinds.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { loadKindsJudge } from './load-kinds-judge.ts';
import { readPositions } from './read-positions.ts';

/** What is said of a post about one kind, and why. */
export type ExplainedKind = {
  readonly kind: SaidKind;
  /** 0 to 1. */
  readonly probability: number;
  /** Whether the post counts as one of the kind: by a person's word, otherwise by the community's threshold. */
  readonly holds: boolean;
  /** Who said so, when a person did. */
  readonly correctedBy: string | null;
  /** The sentence that shows it most: offsets in title or text. */
  readonly start: number;
  readonly end: number;
  readonly isInTitle: boolean;
  /** Strongest first. */
  readonly reasons: readonly KindReason[];
};

type Explainable = { readonly id: number; readonly title: string | null; readonly text: string };

/** All five kinds of each post, those that hold first, by id. */
export async function explainKinds(
  { db }: { db: Queryable },
  { posts }: { posts: readonly Explainable[] },
): Promise<Map<number, ExplainedKind[]>> {
  if (posts.length === 0) return new Map();
  const ids = posts.map(({ id }) => id);
  const [{ judge, thresholds }, corrections, positions] = await Promise.all([
    loadKindsJudge({ db }),
    db
      .select({
        postId: kindCorrections.postId,
        kind: kindCorrections.kind,
        holds: kindCorrections.holds,
        actorName: kindCorrections.actorName,
      })
      .from(kindCorrections)
      .where(sql`${kindCorrections.postId} in (${idList(ids)})`),
    readPositions({ db }, { ids }),
  ]);
  const said = new Map(corrections.map((row) => [`${row.kind} ${row.postId}`, row]));
  return new Map(
    posts.map((post) => {
      const opinion = judge(joinText(post), positions.get(post.id) ?? null);
      const kinds = opinion.kinds.map(({ kind, probability, start, end }, k): ExplainedKind => {
        const word = said.get(`${kind} ${post.id}`);
        const engine = { id: String(post.id), title: post.title, text: post.text };
        return {
          ...{ kind, probability, ...spanIn(engine, start, end) },
          holds: word?.holds ?? probability >= (thresholds[k] ?? 1),
          correctedBy: word?.actorName ?? null,
          reasons: opinion.explain(kind),
        };
      });
      return [post.id, kinds.sort((a, b) => Number(b.holds) - Number(a.holds) || b.probability - a.probability)];
    }),
  );
}
