import type { KindsModel } from './kinds-model.ts';
import MODEL from './model.json' with { type: 'json' };

/** The model that ships: made by `npm run kinds:model` from `seeds/`, nothing else. */
export const SHIPPED_MODEL: KindsModel = MODEL;
