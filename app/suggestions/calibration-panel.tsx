import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import type { Band, Calibration } from '#pipelines/calibration/calibrate.ts';
import { countOf, formatShare } from '../format.ts';

/** How often people did what was suggested, per score, and from which score on suggestions are shown because of it. */
export function CalibrationPanel({
  calibration: { bands, threshold },
  hiddenCount,
  isAll,
}: {
  calibration: Calibration;
  hiddenCount: number;
  /** Whether those below the threshold are shown, too. */
  isAll: boolean;
}) {
  const answeredCount = bands.reduce((sum, band) => sum + answered(band), 0);
  return (
    <section aria-labelledby="calibration" className="rounded-lg border border-line bg-pane px-4 py-3.5">
      <h2 id="calibration" className="font-semibold">
        How good they are
      </h2>
      <p className="mt-1 text-xs text-muted">
        {answeredCount === 0
          ? 'Nobody has answered one yet. What you accept and refuse decides which are shown later.'
          : threshold === 0
            ? `By ${countOf(answeredCount, 'answer')}. All are shown: no score was refused often enough to hide it.`
            : `By ${countOf(answeredCount, 'answer')}. Below ${threshold.toFixed(1)} fewer than one in three was accepted, so they are not shown.`}
      </p>
      {answeredCount === 0 ? null : (
        <table className="mt-2.5 w-full text-xs">
          <thead>
            <tr className="text-left text-2xs text-faint">
              <th scope="col" className="pb-1 font-medium">
                Score
              </th>
              <th scope="col" className="pb-1 font-medium">
                Accepted
              </th>
              <th scope="col" className="pb-1 text-right font-medium">
                Rate
              </th>
            </tr>
          </thead>
          <tbody>
            {bands.toReversed().map((band) => (
              <BandRow key={band.from} band={band} isShown={band.from >= threshold} />
            ))}
          </tbody>
        </table>
      )}
      {hiddenCount > 0 ? (
        <p className="mt-2.5 text-xs">
          <Link to={isAll ? '/clusters/suggestions' : '?all=yes'} className="text-accent hover:underline">
            {isAll ? `Hide the ${hiddenCount} below the threshold` : `Show the ${hiddenCount} below it, too`}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function BandRow({ band, isShown }: { band: Band; isShown: boolean }) {
  const count = answered(band);
  return (
    <tr className={clsx('border-t border-line', isShown ? '' : 'text-muted')}>
      <th scope="row" className="tnum py-1 pr-3 font-normal whitespace-nowrap">
        {band.from.toFixed(1)}–{(band.from + BAND_WIDTH).toFixed(1)}
        {isShown ? null : <span className="ml-1.5 text-2xs text-faint">hidden</span>}
      </th>
      <td className="tnum w-full py-1 pr-3 text-muted">
        {count === 0 ? '–' : `${band.acceptedCount} of ${count}`}
        {count > 0 ? (
          <span aria-hidden="true" className="mt-0.5 block h-1 overflow-hidden rounded-full bg-active">
            <span className="block h-full bg-accent" style={{ width: `${(band.acceptanceRate ?? 0) * 100}%` }} />
          </span>
        ) : null}
      </td>
      <td className="tnum py-1 text-right">{count === 0 ? '' : formatShare(band.acceptedCount, count)}</td>
    </tr>
  );
}

const BAND_WIDTH = 0.1;

function answered({ acceptedCount, refusedCount }: Band): number {
  return acceptedCount + refusedCount;
}
