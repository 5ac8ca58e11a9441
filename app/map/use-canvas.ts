import { useEffect, useRef, useState } from 'react';
import type { Kind } from '#db/schema.ts';
import type { MapLook } from './draw-map.ts';
import type { Size } from './map-view.ts';

const KIND_VARIABLES: Record<Kind, string> = {
  complaint: '--complaint',
  wish: '--wish',
  question: '--question',
  praise: '--praise',
  use_case: '--use-case',
  other: '--other',
};

/** A canvas as large as its box, sharp on every screen, in the colours of the theme. */
export function useCanvas() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [look, setLook] = useState<MapLook | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const read = () => setLook(canvas.current ? readLook(canvas.current) : null);
    read();
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', read);
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      scheme.removeEventListener('change', read);
      theme.disconnect();
    };
  }, []);
  return { canvas, size, look };
}

/** A canvas knows no variables: each colour is read where the page has resolved it. */
function readLook(element: HTMLElement): MapLook {
  const probe = document.createElement('span');
  element.parentElement?.append(probe);
  const resolve = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const entries = Object.entries(KIND_VARIABLES).map(([kind, variable]) => [kind, resolve(variable)]);
  const look = {
    // Object.fromEntries forgets the names of the keys.
    kinds: Object.fromEntries(entries) as Record<Kind, string>,
    ink: resolve('--ink'),
    pane: resolve('--pane'),
    accent: resolve('--accent'),
    font: `500 11px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return look;
}
