/** How people answered suggestions of one score band. */
export type Band = {
  /** Scores from here, and below the next band. */
  readonly from: number;
  readonly acceptedCount: number;
  readonly refusedCount: number;
  /** Accepted of answered; null before anybody answered. */
  readonly acceptanceRate: number | null;
};
export type Calibration = { readonly bands: readonly Band[]; readonly threshold: number };

const BAND_COUNT = 10;
/** Suggestions that are refused more often than two times in three cost more than they bring. */
const MIN_RATE = 1 / 3;

/**
 * The real acceptance rate per score band, and the score below which suggestions are not shown: the highest one whose
 * band beneath, and all beneath it together, are accepted less than a third of the time by Laplace's estimate,
 * (accepted + 1) / (answered + 2). Bands that nobody answered hide nothing by themselves.
 * @param answers scores are 0 to 1.
 */
export function calibrate(answers: readonly { readonly score: number; readonly isAccepted: boolean }[]): Calibration {
  const bands = Array.from({ length: BAND_COUNT }, (_, i): Band => {
    const inBand = answers.filter(({ score }) => Math.min(BAND_COUNT - 1, Math.floor(score * BAND_COUNT)) === i);
    const acceptedCount = inBand.filter(({ isAccepted }) => isAccepted).length;
    return {
      from: i / BAND_COUNT,
      acceptedCount,
      refusedCount: inBand.length - acceptedCount,
      acceptanceRate: inBand.length === 0 ? null : acceptedCount / inBand.length,
    };
  });
  return { bands, threshold: findThreshold(bands) };
}

function findThreshold(bands: readonly Band[]): number {
  let threshold = 0;
  const beneath = { acceptedCount: 0, refusedCount: 0 };
  for (const [i, band] of bands.entries()) {
    beneath.acceptedCount += band.acceptedCount;
    beneath.refusedCount += band.refusedCount;
    if (estimate(band) < MIN_RATE && estimate(beneath) < MIN_RATE) threshold = (i + 1) / BAND_COUNT;
  }
  return threshold;
}

function estimate({ acceptedCount, refusedCount }: Pick<Band, 'acceptedCount' | 'refusedCount'>): number {
  return (acceptedCount + 1) / (acceptedCount + refusedCount + 2);
}
