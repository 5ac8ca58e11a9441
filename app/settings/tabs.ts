import type { Permission } from '#server/accounts/permissions.ts';
import type { IconName } from '../ui/icon.tsx';

export interface SettingsTab {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  readonly permission: Permission;
}

/** In this order; the first one that a role may open is where /settings leads. */
export const SETTINGS_TABS: readonly SettingsTab[] = [
  { to: '/settings/people', label: 'People', icon: 'people', permission: 'people.write' },
  { to: '/settings/sources', label: 'Sources', icon: 'source', permission: 'sources.read' },
  { to: '/settings/targets', label: 'Trackers', icon: 'target', permission: 'targets.read' },
  { to: '/settings/uses', label: 'Intended uses', icon: 'stories', permission: 'clusters.curate' },
  { to: '/settings/embeddings', label: 'Embeddings', icon: 'clusters', permission: 'workspace.write' },
  { to: '/settings/api-keys', label: 'API keys', icon: 'key', permission: 'keys.write' },
  { to: '/settings/workspace', label: 'Workspace', icon: 'settings', permission: 'workspace.write' },
];
