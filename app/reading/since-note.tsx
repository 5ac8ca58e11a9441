import type { Since } from '#server/reports/read-since.ts';
import { countOf } from '../format.ts';
import { Notice } from '../ui/notice.tsx';

/** What came after the report was published. The report itself does not change. */
export function SinceNote({ since }: { since: Since }) {
  const parts = listChanges(since);
  return (
    <Notice className="mb-6 print:hidden">
      <p className="font-medium">Since then</p>
      <p className="tnum text-muted">
        {parts.length === 0 ? 'Nothing has changed.' : `${parts.join(', ')}.`} Now {countOf(since.voiceCount, 'voice')}{' '}
        in {countOf(since.postCount, 'post')}.
      </p>
    </Notice>
  );
}

function listChanges(since: Since): string[] {
  const told: readonly (readonly [number, string])[] = [
    [since.newVoiceCount, `+${countOf(since.newVoiceCount, 'voice')}`],
    [since.newPostCount, `+${countOf(since.newPostCount, 'post')}`],
    [since.movedPostCount, `${countOf(since.movedPostCount, 'post')} moved elsewhere`],
    [since.erasedPostCount, `${countOf(since.erasedPostCount, 'post')} erased by their authors`],
    [since.erasedQuoteCount, `${countOf(since.erasedQuoteCount, 'quote')} gone with them`],
    [since.editedQuoteCount, `${countOf(since.editedQuoteCount, 'quoted post')} edited`],
    [since.withdrawnQuoteCount, `${countOf(since.withdrawnQuoteCount, 'quote')} withdrawn by their authors`],
  ];
  return told.flatMap(([count, words]) => (count > 0 ? [words] : []));
}
