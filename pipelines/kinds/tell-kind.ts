import { roundTo } from '#pipelines/numerics/round.ts';
import { CUES, THRESHOLDS } from './cues.ts';
import { type Kind, TOLD_KINDS, type ToldKind } from './kind.ts';

/** The kind of one post, how sure it is (0..1), and the cues that say so. */
export type KindVerdict = { readonly kind: Kind; readonly score: number; readonly cues: readonly string[] };

/** What a post does stands at its beginning and its end; the middle of a long one is detail. */
const HEAD_LENGTH = 900;
const TAIL_LENGTH = 300;
const QUESTION_MARK_STRENGTH = 2;
/** Each further cue of a kind counts half as much as the one before, so that length alone does not decide. */
const FADE = 0.5;

type Cue = { readonly words: readonly string[]; readonly kind: ToldKind; readonly strength: number };

/** Tells kinds by the cues in `cues.ts`: one pass over the words, longest cue first, no model and no training. */
export function createKindTeller(): (text: string) => KindVerdict {
  const byFirstWord = indexCues();
  return (text) => {
    const words = readWords(text);
    const found = new Map<ToldKind, Map<string, number>>(TOLD_KINDS.map((kind) => [kind, new Map()]));
    for (let at = 0; at < words.length; at += 1) {
      for (const cue of byFirstWord.get(words[at]!) ?? []) {
        if (matchesAt(words, at, cue.words)) found.get(cue.kind)!.set(cue.words.join(' '), cue.strength);
      }
    }
    if (/[?？]/.test(text)) found.get('question')!.set('?', QUESTION_MARK_STRENGTH);
    return pickKind(found);
  };
}

function pickKind(found: ReadonlyMap<ToldKind, ReadonlyMap<string, number>>): KindVerdict {
  let best: KindVerdict = { kind: 'other', score: 0, cues: [] };
  let lead = Number.NEGATIVE_INFINITY;
  for (const [kind, cues] of found) {
    const over = addUp([...cues.values()]) - THRESHOLDS[kind];
    if (over < 0 || over <= lead) continue;
    lead = over;
    // A logistic curve without exp, which machines may round differently.
    best = { kind, score: roundTo(0.5 + over / (2 * (1 + over)), 4), cues: strongest(cues) };
  }
  return best;
}

function addUp(strengths: number[]): number {
  let sum = 0;
  let share = 1;
  for (const strength of strengths.filter((value) => value > 0).sort((a, b) => b - a)) {
    sum += strength * share;
    share *= FADE;
  }
  return strengths.filter((value) => value < 0).reduce((total, value) => total + value, sum);
}

function strongest(cues: ReadonlyMap<string, number>): string[] {
  return [...cues]
    .filter(([, strength]) => strength > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([words]) => words);
}

function readWords(text: string): string[] {
  const short =
    text.length <= HEAD_LENGTH + TAIL_LENGTH ? text : `${text.slice(0, HEAD_LENGTH)} ${text.slice(-TAIL_LENGTH)}`;
  const plain = short.toLowerCase().replace(/[’ʼ]/g, "'");
  return plain.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[\p{L}\p{N}]+(?:['-][\p{L}]+)*/gu) ?? [];
}

function matchesAt(words: readonly string[], at: number, cue: readonly string[]): boolean {
  for (let i = 1; i < cue.length; i += 1) if (cue[i] !== '*' && cue[i] !== words[at + i]) return false;
  return at + cue.length <= words.length;
}

function indexCues(): ReadonlyMap<string, readonly Cue[]> {
  const index = new Map<string, Cue[]>();
  for (const kind of TOLD_KINDS) {
    for (const { strength, phrases } of CUES[kind]) {
      for (const phrase of phrases.split('|')) {
        const words =
          phrase.trim().match(/\*|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[\p{L}\p{N}]+(?:['-][\p{L}]+)*/gu) ?? [];
        const first = words[0];
        if (first !== undefined) index.set(first, [...(index.get(first) ?? []), { words, kind, strength }]);
      }
    }
  }
  return index;
}
