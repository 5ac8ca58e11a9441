import { findGoal, type Goal, isReached, type Topic } from './goals.ts';
import { short } from './markdown.ts';

/** A figure that has a goal, held against it. */
export type Verdict = {
  readonly topic: Topic;
  readonly of: string;
  readonly figure: string;
  readonly value: number;
  readonly goal: Goal;
  readonly isReached: boolean;
};

/**
 * Holds figures against the goals of a topic and writes them as cells: bold where the goal is reached. `range` is put
 * behind the figure; goals of one set are named in the cell, goals of all sets belong into the table's head (`headGoal`).
 */
export type Judge = {
  readonly cell: (of: string, figure: string, value: number, options?: CellOptions) => string;
  readonly verdicts: readonly Verdict[];
};
type CellOptions = { readonly digits?: number; readonly range?: string; readonly show?: string };

export function createJudge(topic: Topic): Judge {
  const verdicts: Verdict[] = [];
  return {
    verdicts,
    cell(of, figure, value, { digits = 2, range = '', show } = {}) {
      const goal = findGoal(topic, of, figure);
      const text = show ?? showBeside(value, goal, digits);
      if (goal === null) return join(text, range, '');
      const verdict = { topic, of, figure, value, goal, isReached: isReached(goal, value) };
      verdicts.push(verdict);
      return join(
        verdict.isReached ? `**${text}**` : text,
        range,
        goal.of === undefined ? '' : `goal ${showGoal(goal)}`,
      );
    },
  };
}

/** A figure with the goal that holds for every set of a topic, for the head of a column: "hit (goal .90)". */
export function headGoal(topic: Topic, figure: string, head = figure): string {
  const goal = findGoal(topic, '', figure);
  return goal === null ? head : `${head} (goal ${showGoal(goal)})`;
}

/** "least .90" is ".90", "most 5" is "5", both ".6 to 1.5": which way it goes is plain from the figure. */
export function showGoal({ least, most }: Goal): string {
  return [least, most].flatMap((value) => (value === undefined ? [] : showLimit(value))).join(' to ');
}

/** A figure with as many digits as it takes to see on which side of its goal it is. */
export function showBeside(value: number, goal: Goal | null, digits: number): string {
  const text = short(value, digits);
  if (goal === null || isReached(goal, value) === isReached(goal, Number(text))) return text;
  return short(value, digits + 1);
}

function showLimit(value: number): string {
  if (value >= 1000) return value.toLocaleString('en-US');
  if (Number.isInteger(value)) return String(value);
  return short(value, Math.max(value < 1 ? 2 : 1, (String(value).split('.')[1] ?? '').length));
}

function join(text: string, range: string, goal: string): string {
  const behind = [range, goal].filter((part) => part !== '').join('; ');
  return behind === '' ? text : `${text} (${behind})`;
}
