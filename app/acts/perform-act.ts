import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { addNote } from '#server/decisions/add-note.ts';
import { assignCluster } from '#server/decisions/assign-cluster.ts';
import { createCluster } from '#server/decisions/create-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { markClusterDone } from '#server/decisions/mark-cluster-done.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { reopenCluster } from '#server/decisions/reopen-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { setClusterKind } from '#server/decisions/set-cluster-kind.ts';
import { snoozeCluster } from '#server/decisions/snooze-cluster.ts';
import { splitCluster } from '#server/decisions/split-cluster.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { isAppError } from '#server/errors.ts';
import { acceptSuggestion } from '#server/suggestions/accept-suggestion.ts';
import { refuseSuggestion } from '#server/suggestions/refuse-suggestion.ts';
import { countOf } from '../format.ts';
import type { Act, ActAnswer } from './act.ts';

/** One act of the workbench. What cannot be done is an answer, too: its form keeps what was typed. */
export async function performAct(context: AppContext, { act, actor }: { act: Act; actor: Actor }): Promise<ActAnswer> {
  try {
    const { decisionId } = await decide(context, act, actor);
    return { isDone: true, message: decisionId === null ? 'It was so already.' : say(act), decisionId };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const field = typeof error.details.field === 'string' ? error.details.field : null;
    return { isDone: false, message: error.message, isConflict: error.code === 'conflict', field };
  }
}

function decide(context: AppContext, act: Act, actor: Actor): Promise<{ readonly decisionId: number | null }> {
  switch (act.kind) {
    case 'merge':
      return mergeClusters(context, { ...act, actor });
    case 'dismiss':
      return dismissCluster(context, { targets: act.targets, reason: act.reason, actor });
    case 'restore':
      return restoreCluster(context, { targets: act.targets, actor });
    case 'done':
      return markClusterDone(context, { targets: act.targets, actor });
    case 'reopen':
      return reopenCluster(context, { targets: act.targets, actor });
    case 'snooze':
      return snoozeCluster(context, { targets: act.targets, until: act.until ? new Date(act.until) : null, actor });
    case 'assign':
      return assignCluster(context, { targets: act.targets, ownerId: act.ownerId, actor });
    case 'set_kind':
      return setClusterKind(context, { targets: act.targets, kind: act.value, actor });
    case 'note':
      return addNote(context, { targets: act.targets, note: act.note, actor });
    case 'move':
      return movePosts(context, {
        clusterId: act.clusterId,
        postIds: act.postIds,
        toClusterId: act.toClusterId,
        actor,
      });
    case 'create':
      return createCluster(context, { postIds: act.postIds, name: act.name.trim() || null, actor });
    case 'split': {
      const groups = act.groups.map(({ postIds, name }) => ({ postIds, name: name.trim() || null }));
      return splitCluster(context, { ...act, groups, actor });
    }
    case 'accept':
      return acceptSuggestion(context, { suggestionId: act.suggestionId, actor });
    case 'refuse':
      return refuseSuggestion(context, { suggestionId: act.suggestionId, actor });
    case 'undo':
      return undo(context, act, actor);
  }
}

/** Of an undo, it brings back what was undone. */
async function undo(context: AppContext, { decisionId, withLater = false }: Act & { kind: 'undo' }, actor: Actor) {
  const { decisionIds } = await undoDecision(context, { decisionId, withLater, actor });
  return { decisionId: decisionIds.at(-1) ?? null };
}

function say(act: Act): string {
  switch (act.kind) {
    case 'merge':
      return `${countOf(act.targets.length + 1, 'cluster')} merged. Later runs keep them together.`;
    case 'dismiss':
      return `${these(act)} dismissed. Later runs keep ${it(act)} dismissed.`;
    case 'restore':
      return `${these(act)} restored.`;
    case 'done':
      return `${these(act)} marked done.`;
    case 'reopen':
      return `${these(act)} taken up again.`;
    case 'snooze':
      return act.until ? `${these(act)} snoozed until ${act.until.slice(0, 10)}.` : `${these(act)} woken.`;
    case 'assign':
      return act.ownerId ? `${these(act)} assigned.` : `${these(act)} left without an owner.`;
    case 'set_kind':
      return act.value ? `Kind changed. Later runs keep it.` : 'The kind is what the runs find again.';
    case 'note':
      return 'Note added to the history.';
    case 'move':
      return `${countOf(act.postIds.length, 'post')} moved${act.toClusterId ? '' : ' out'}. Later runs keep ${act.postIds.length === 1 ? 'it' : 'them'} there.`;
    case 'create':
      return `New cluster of ${countOf(act.postIds.length, 'post')}.`;
    case 'split':
      return `Split into ${countOf(act.groups.length + 1, 'cluster')}. No later run joins them again.`;
    case 'accept':
      return 'Suggestion accepted. Later runs keep it so.';
    case 'refuse':
      return 'Suggestion refused. No later run makes it again.';
    case 'undo':
      return 'Undone.';
  }
}

function these({ targets }: { targets: readonly unknown[] }): string {
  return targets.length === 1 ? 'Cluster' : countOf(targets.length, 'cluster');
}

function it({ targets }: { targets: readonly unknown[] }): string {
  return targets.length === 1 ? 'it' : 'them';
}
