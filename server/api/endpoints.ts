import type { Endpoint } from './endpoint.ts';
import { accountEndpoints } from './endpoints/accounts.ts';
import { clusterDecisionEndpoints } from './endpoints/cluster-decisions.ts';
import { clusterEndpoints } from './endpoints/clusters.ts';
import { decisionEndpoints } from './endpoints/decisions.ts';
import { documentEndpoint } from './endpoints/document.ts';
import { editionEndpoints } from './endpoints/editions.ts';
import { erasureEndpoints } from './endpoints/erasures.ts';
import { explanationEndpoints } from './endpoints/explanations.ts';
import { importEndpoints } from './endpoints/imports.ts';
import { loopEndpoints } from './endpoints/loop.ts';
import { overviewEndpoints } from './endpoints/overview.ts';
import { postEndpoints } from './endpoints/posts.ts';
import { pushEndpoints } from './endpoints/pushes.ts';
import { reportEndpoints } from './endpoints/reports.ts';
import { runEndpoints } from './endpoints/runs.ts';
import { sourceEndpoints } from './endpoints/sources.ts';
import { storyEndpoints } from './endpoints/stories.ts';
import { suggestionEndpoints } from './endpoints/suggestions.ts';
import { targetEndpoints } from './endpoints/targets.ts';
import { uploadEndpoints } from './endpoints/uploads.ts';

/** Every endpoint there is, in the order of the document. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...overviewEndpoints,
  ...sourceEndpoints,
  ...postEndpoints,
  ...erasureEndpoints,
  ...uploadEndpoints,
  ...importEndpoints,
  ...runEndpoints,
  ...clusterEndpoints,
  ...clusterDecisionEndpoints,
  ...decisionEndpoints,
  ...explanationEndpoints,
  ...suggestionEndpoints,
  ...storyEndpoints,
  ...reportEndpoints,
  ...editionEndpoints,
  ...pushEndpoints,
  ...loopEndpoints,
  ...targetEndpoints,
  ...accountEndpoints,
  documentEndpoint(() => ENDPOINTS),
];
