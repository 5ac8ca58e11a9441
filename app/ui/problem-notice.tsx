import type { Problem } from '../problem.ts';
import { Notice } from './notice.tsx';

/** The problem of a form as a whole; a field shows its own. */
export function ProblemNotice({ problem, fields = [] }: { problem: Problem | undefined; fields?: readonly string[] }) {
  if (!problem || (problem.field && fields.includes(problem.field))) return null;
  return <Notice tone="danger">{problem.message}</Notice>;
}

export function errorOf(problem: Problem | undefined, field: string): string | undefined {
  return problem?.field === field ? problem.message : undefined;
}
