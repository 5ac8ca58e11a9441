import type { z } from 'zod';
import { Icon } from '../ui/icon.tsx';
import type { PushResult } from './run-result.ts';

/** The issue that a push made. */
export function PushOutcome({ result }: { result: z.infer<typeof PushResult> }) {
  if (!result.issueUrl) return <p className="text-muted">No issue was made.</p>;
  return (
    <a
      href={result.issueUrl}
      rel="noreferrer"
      className="inline-flex items-center gap-1.5 font-medium text-accent hover:underline"
    >
      Issue {result.issueNumber ? `#${result.issueNumber}` : ''}
      <Icon name="external" size={14} />
    </a>
  );
}
