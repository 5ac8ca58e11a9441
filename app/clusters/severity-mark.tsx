import type { SeverityRating } from '#pipelines/mentions/rate-severity.ts';
import { countOf } from '../format.ts';
import { Badge } from '../ui/badge.tsx';
import { LEVEL_LOOKS, SIGN_LOOKS } from './severity-looks.ts';

/** In a list: how hard a cluster's matter hits, and whether people are heated about it. What is minor is left out. */
export function SeverityMark({
  severity,
  heatedVoiceCount,
}: {
  severity: SeverityRating | null;
  heatedVoiceCount: number;
}) {
  const isGrave = severity !== null && severity.level !== 'minor';
  if (!isGrave && heatedVoiceCount < 2) return null;
  return (
    <span className="flex shrink-0 gap-1">
      {isGrave ? (
        <span title={`${countOf(severity.voiceCount, 'voice')} of it: ${SIGN_LOOKS[severity.sign].says}`}>
          <Badge tone={LEVEL_LOOKS[severity.level].tone}>{LEVEL_LOOKS[severity.level].label}</Badge>
        </span>
      ) : null}
      {heatedVoiceCount >= 2 ? (
        <span title={`${countOf(heatedVoiceCount, 'voice')} of it in heated words`}>
          <Badge>Heated</Badge>
        </span>
      ) : null}
    </span>
  );
}
