import { stem } from '#pipelines/text/stem.ts';
import { STOP_WORDS } from '#pipelines/text/stop-words.ts';

const FUNCTION_WORDS = gatherFunctionWords();
/** They turn the word beside them over: "not bad" says more than "bad". */
const NEGATIONS = new Set(
  "no not never don't doesn't didn't isn't wasn't won't can't cannot nicht kein pas no não non niet inte не".split(' '),
);

/**
 * Whether a feature explains something to a person who reads only its words: a named pattern, a mood, a word with content or
 * a pair of two. Function words ("the", "at") and the shape of a post do not.
 *
 * @param feature a name as `featureHash` has it.
 */
export function tellsByItself(feature: string): boolean {
  const [group, ...words] = feature.split(' ');
  if (group === 'pattern' || group === 'mood') return true;
  if (group === 'word') return !FUNCTION_WORDS.has(words[0]!);
  const hasContent = words.some((word) => !FUNCTION_WORDS.has(word));
  return group === 'pair' && hasContent && words.every((word) => !FUNCTION_WORDS.has(word) || NEGATIONS.has(word));
}

/** As words and as stems: both are names of features. `^` and `$` stand for the begin and the end of a sentence. */
function gatherFunctionWords(): ReadonlySet<string> {
  const words = Object.values(STOP_WORDS).flatMap((list) => list.split(/\s+/));
  return new Set(['^', '$', ...words, ...words.map((word) => stem(word, 'en'))]);
}
