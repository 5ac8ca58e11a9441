import type { DefusedKind } from '#pipelines/issue-body/defused.ts';
import type { PushPreview } from '#server/pushes/preview-push.ts';
import { countOf, formatCount } from '../format.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/panes.tsx';
import { AdfPreview } from './adf-preview.tsx';

const DEFUSED: Readonly<Record<DefusedKind, string>> = {
  mention: 'would have notified somebody',
  reference: 'would have linked another issue',
  'closing-keyword': 'would have closed an issue',
  commit: 'would have linked a commit',
  link: 'would have left a trace elsewhere',
  image: 'would have loaded an image',
  html: 'would have been read as HTML',
  command: 'would have been read as a command',
  'hidden-text': 'cannot be seen',
  'text-direction': 'turns the direction of reading',
};

/** What will be sent, letter for letter, and what was made harmless in it. */
export function PushPreviewBox({
  preview,
}: {
  preview: Pick<
    PushPreview,
    'title' | 'body' | 'bodyFormat' | 'defused' | 'quoteCount' | 'leftOutCount' | 'unusableQuoteCount'
  >;
}) {
  return (
    <>
      <Section
        title="What will be sent"
        aside={preview.bodyFormat === 'adf' ? 'As Jira will show it' : `${formatCount(preview.body.length)} characters`}
      >
        <div className="overflow-hidden rounded-lg border border-line">
          <p className="border-b border-line bg-ground px-4 py-2.5 font-semibold">{preview.title}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section aria-label="Body of the issue" tabIndex={0} className="max-h-[28rem] overflow-auto">
            {preview.bodyFormat === 'adf' ? (
              <AdfPreview body={preview.body} />
            ) : (
              <pre className="post-text px-4 py-3 font-mono text-xs">{preview.body}</pre>
            )}
          </section>
        </div>
      </Section>
      <div className="mt-3 space-y-2 empty:hidden">
        {preview.quoteCount === 0 ? (
          <Notice tone="warning">
            This report quotes nobody. An issue with members’ own words is believed sooner.
          </Notice>
        ) : null}
        {preview.leftOutCount > 0 ? (
          <Notice>{countOf(preview.leftOutCount, 'quote')} did not fit and stay in Refrain; the issue says so.</Notice>
        ) : null}
        {preview.unusableQuoteCount > 0 ? (
          <Notice tone="warning">
            {countOf(preview.unusableQuoteCount, 'quote')} can no longer be borne out and will not be sent.
          </Notice>
        ) : null}
      </div>
      {preview.defused.length > 0 ? (
        <Section title="Made harmless" aside="Reads the same, does nothing">
          <ul className="divide-y divide-line rounded-lg border border-line">
            {preview.defused.map(({ kind, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be defused twice, and the list never changes
              <li key={index} className="flex flex-wrap gap-x-3 gap-y-0.5 px-4 py-2">
                <code className="font-mono text-xs break-all">{text}</code>
                <span className="text-xs text-muted">{DEFUSED[kind]}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
