import { clusters } from './clusters.ts';
import { growth } from './growth.ts';
import { kinds } from './kinds.ts';
import { labels } from './labels.ts';
import { million } from './million.ts';
import { placing } from './placing.ts';
import type { Section } from './section.ts';
import { speed } from './speed.ts';
import { stability } from './stability.ts';
import { uses } from './uses.ts';

/** In the order in which they are measured: what is timed comes first, while whoever started it still leaves the machine alone. */
export const SECTIONS: readonly Section[] = [speed, million, growth, placing, uses, clusters, labels, stability, kinds];
/** Not measured by itself: what the sections say of their goals. */
export const SUMMARY = 'goals';
