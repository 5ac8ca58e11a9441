import type { Role } from '#db/schema.ts';

export const ROLE_LOOKS: Record<Role, { label: string; does: string }> = {
  admin: { label: 'Admin', does: 'everything, including people, sources and trackers.' },
  manager: { label: 'Manager', does: 'imports posts, curates clusters, writes reports and pushes them.' },
  product: { label: 'Product', does: 'reads clusters, posts, reports and linked issues.' },
  marketing: { label: 'Marketing', does: 'reads stories: what members use the product for.' },
};
