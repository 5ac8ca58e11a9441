import { TOPICS, type Topic } from './goals.ts';
import { showBeside, showGoal, type Verdict } from './judge.ts';
import { formatTable } from './markdown.ts';

/** The table of all topics with a row for each that these verdicts are about; rows of others stay as they were. */
export function summariseGoals(before: readonly string[], verdicts: readonly Verdict[], date: string): string[] {
  const rows = (Object.keys(TOPICS) as Topic[]).flatMap((topic) => {
    const own = verdicts.filter((verdict) => verdict.topic === topic);
    const name = linkTopic(topic);
    if (own.length === 0)
      return [before.find((line) => line.startsWith(`| ${name} |`))].filter((line) => line !== undefined);
    const missed = own.filter(({ isReached }) => !isReached);
    return `| ${name} | ${date} | ${own.length - missed.length} of ${own.length} | ${formatMissed(missed)} |`;
  });
  return [...formatTable(['goals', 'measured', 'reached', 'missed: figure (goal)'], []), ...rows];
}

function linkTopic(topic: Topic): string {
  return `[${TOPICS[topic].title}](#${TOPICS[topic].heading})`;
}

function formatMissed(missed: readonly Verdict[]): string {
  const sets = [...new Set(missed.map(({ of }) => of))].map((set) => {
    const figures = missed.filter(({ of }) => of === set).map(formatFigure);
    return `${set === '' ? '' : `${set}: `}${figures.join(', ')}`;
  });
  return sets.join('; ') || 'none';
}

function formatFigure({ figure, value, goal }: Verdict): string {
  const digits = value >= 100 ? 0 : value >= 3 ? 1 : 2;
  return `${figure} ${showBeside(value, goal, digits)} (${showGoal(goal)})`;
}
