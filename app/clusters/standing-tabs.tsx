import { useLocation } from '@remix-run/react';
import type { VoiceList } from '#server/clusters/find-voices.ts';
import type { Standing } from '#server/clusters/voiced-members.ts';
import { withParam } from '../ui/pager.tsx';
import { TabLinks } from '../ui/tab-links.tsx';

const LABELS = [
  [null, 'All'],
  ['counted', 'Counted'],
  ['staff', 'By staff'],
  ['bot', 'By bots'],
  ['copy', 'Posted twice'],
  ['unknown', 'By unknown'],
] as const satisfies readonly (readonly [Standing | null, string])[];

/** All posts of a cluster, or those that its number of voices counts, or leaves out; nothing where all of them count. */
export function StandingTabs({
  cluster,
  voices,
  standing,
}: {
  cluster: { readonly postCount: number };
  voices: VoiceList;
  standing: Standing | null;
}) {
  const { search } = useLocation();
  if (countStanding(cluster, voices, 'counted') === cluster.postCount && standing === null) return null;
  const tabs = LABELS.map(([value, label]) => ({
    to: `${withParam(withParam(search, 'posts', null), 'who', value)}#posts`,
    label,
    isCurrent: standing === value,
    count: countStanding(cluster, voices, value),
    value,
  }));
  const isShown = ({ value, count, isCurrent }: (typeof tabs)[number]) =>
    value === null || value === 'counted' || count > 0 || isCurrent;
  return (
    <div className="mb-1 -ml-2 overflow-x-auto">
      <TabLinks label="Whose posts" tabs={tabs.filter(isShown)} />
    </div>
  );
}

/** How many posts there are of a standing. Without the voices everything is shown. */
export function countStanding(
  { postCount }: { readonly postCount: number },
  voices: VoiceList | null,
  standing: Standing | null,
): number {
  if (!voices || standing === null) return postCount;
  const { staffPostCount: staff, botPostCount: bot, crossPostCount: copy, unknownPostCount: unknown } = voices;
  const counted = postCount - staff - bot - copy - unknown;
  return { counted, staff, bot, copy, unknown }[standing];
}
