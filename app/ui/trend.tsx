import type { Trend as Direction } from '#pipelines/trends/compare-windows.ts';
import { Icon } from './icon.tsx';

/** An arrow where a change is more than chance; nothing otherwise. The numbers behind it are in its words. */
export function Trend({ trend, recent, earlier }: { trend: Direction | null; recent: number; earlier: number }) {
  if (trend === null || trend === 'steady') return null;
  const words = `${trend === 'growing' ? 'Growing' : 'Fading'}: ${recent} in the last four weeks, ${earlier} in the four before; more than chance`;
  return (
    <span title={words} className={trend === 'growing' ? 'text-accent' : 'text-muted'}>
      <Icon name={trend === 'growing' ? 'up' : 'down'} size={12} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
