import type { Permission } from '#server/accounts/permissions.ts';
import type { IconName } from '../ui/icon.tsx';

export interface NavigationItem {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** Pressed after `g`. */
  readonly key: string;
  /** Who does not have it does not see the item; the page checks again. */
  readonly permission: Permission;
}

export const NAVIGATION: readonly NavigationItem[] = [
  { to: '/', label: 'Overview', icon: 'overview', key: 'o', permission: 'overview.read' },
  { to: '/clusters', label: 'Clusters', icon: 'clusters', key: 'c', permission: 'clusters.read' },
  { to: '/decisions', label: 'History', icon: 'clock', key: 'h', permission: 'clusters.read' },
  { to: '/map', label: 'Map', icon: 'map', key: 'm', permission: 'clusters.read' },
  { to: '/posts', label: 'Posts', icon: 'posts', key: 'p', permission: 'posts.read' },
  { to: '/reports', label: 'Reports', icon: 'reports', key: 'r', permission: 'reports.read' },
  { to: '/stories', label: 'Stories', icon: 'stories', key: 't', permission: 'stories.read' },
  { to: '/pushes', label: 'Issues', icon: 'target', key: 'e', permission: 'pushes.read' },
  { to: '/loop', label: 'Loop', icon: 'loop', key: 'l', permission: 'pushes.read' },
  { to: '/imports', label: 'Import', icon: 'imports', key: 'i', permission: 'imports.write' },
  { to: '/runs', label: 'Runs', icon: 'runs', key: 'u', permission: 'runs.read' },
  { to: '/settings', label: 'Settings', icon: 'settings', key: 's', permission: 'sources.read' },
];

export function visibleNavigation(permissions: readonly Permission[]): NavigationItem[] {
  return NAVIGATION.filter((item) => permissions.includes(item.permission));
}
