import { LEAD_TO_COUNT } from './clusters/find-told-clusters.ts';
import { SPREAD_ROWS } from './clusters/spread-by-words.ts';
import { TELL_APART } from './clusters/tell-apart.ts';
import { COMPARE_ROWS } from './graph/find-neighbours.ts';
import { ASSIGN_CELLS } from './graph/order-in-cells.ts';
import { REFINE_ROWS } from './graph/refine-neighbours.ts';
import { READ_CLUSTERS } from './labels/read-clusters.ts';
import { FIND_PASSAGES } from './passages/find-passages.ts';
import { FIND_OTHERS } from './placing/place-others.ts';
import type { Task } from './pool.ts';
import { TELL_POSTS } from './tell-parts.ts';
import { SIGN_POSTS } from './text/fold-duplicates.ts';
import { READ_POSTS } from './text/tokenise-posts.ts';
import { CROSS_PRODUCTS, MULTIPLY_ROWS } from './vectors/orthonormalise.ts';
import { MULTIPLY_BY_GRAM } from './vectors/reduce-terms.ts';
import { WRITE_ROWS } from './vectors/vectorise-posts.ts';

// biome-ignore lint/suspicious/noExplicitAny: whoever sends a task by its name sends what it takes.
const ALL: readonly Task<any, any, any>[] = [
  ...[
    ASSIGN_CELLS,
    COMPARE_ROWS,
    CROSS_PRODUCTS,
    FIND_OTHERS,
    FIND_PASSAGES,
    LEAD_TO_COUNT,
    MULTIPLY_BY_GRAM,
    MULTIPLY_ROWS,
  ],
  ...[READ_CLUSTERS, READ_POSTS, REFINE_ROWS, SIGN_POSTS, SPREAD_ROWS, TELL_APART, TELL_POSTS, WRITE_ROWS],
];

/** Everything that other threads can help with, by name. */
export const TASKS = new Map(ALL.map((task) => [task.name, task]));
