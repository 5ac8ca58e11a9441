import { Form, Link } from '@remix-run/react';
import type { HeardPlace } from '#server/loop/find-heard.ts';
import { countOf } from '../format.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { TextareaField } from '../ui/field.tsx';
import { Section } from '../ui/panes.tsx';

/** Open issues: members may hear that somebody listens, before anything is decided. */
export function HeardList({ places, canTell }: { places: readonly HeardPlace[]; canTell: boolean }) {
  const isSending = useSending();
  return (
    <Section title="Heard, not decided yet" aside="Open issues by place">
      <ul aria-label="Open issues by place" className="divide-y divide-line rounded-lg border border-line">
        {places.map((place) => (
          <li key={`${place.pushId}-${place.sourceId}`} className="px-4 py-3">
            <Link to={`/pushes/${place.pushId}`} className="font-medium hover:underline">
              {place.issueKey} {place.title}
            </Link>
            <p className="mt-1 text-muted">
              {place.place}: {countOf(place.spokeCount, 'person', 'people')} spoke, {place.toldCount} acknowledged
              {place.toldBy ? ` by ${place.toldBy}` : ''}
              {place.optedOutCount > 0 ? `, ${place.optedOutCount} do not want to hear` : ''}.
            </p>
            {canTell && place.openCount > 0 ? (
              <details className="mt-1">
                <summary className="text-muted hover:text-ink">Acknowledge</summary>
                <Form method="post" className="mt-2 space-y-2">
                  <input type="hidden" name="push" value={place.pushId} />
                  <input type="hidden" name="source" value={place.sourceId} />
                  <TextareaField label={`Draft for ${place.place}`} rows={3} defaultValue={place.draft} />
                  <Button name="intent" value="heard" size="sm" disabled={isSending('heard')}>
                    I have sent it: {place.openCount} acknowledged
                  </Button>
                </Form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
