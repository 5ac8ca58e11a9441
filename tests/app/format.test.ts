import { expect, test } from 'vitest';
import { formatCompactCount, formatCount, formatDay, formatMoment } from '#app/format.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
])('%d is written %s', (count, written) => expect(formatCount(count)).toBe(written));

test.each([
  [9999, '9,999'],
  [12_345, '12.3K'],
  [999_949, '999.9K'],
  [999_950, '1M'],
  [4_250_000, '4.3M'],
])('%d is written %s where room is scarce', (count, written) => expect(formatCompactCount(count)).toBe(written));

test('a day has its year when it is not the reader’s, and a moment always', () => {
  const at = Date.UTC(2026, 2, 3, 7, 5);
  expect(formatDay(at, Date.UTC(2026, 10, 1))).toBe('3 Mar');
  expect(formatDay(at, Date.UTC(2027, 0, 1))).toBe('3 Mar 2026');
  expect(formatMoment(at)).toBe('3 Mar 2026, 07:05 UTC');
});
