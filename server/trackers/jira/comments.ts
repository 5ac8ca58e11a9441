import { z } from 'zod';
import { hasCommentMark, markLink } from '#server/trackers/comment-mark.ts';
import type { CommentDraft, CommentOutcome, IssueRef } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraConnection, openJira } from './open-jira.ts';

const JiraComment = z.object({ id: z.string(), body: z.unknown() });
const JiraComments = z.object({ comments: z.array(JiraComment).default([]) });
/** The newest; an issue with more comments is looked through no further. */
const MOST_COMMENTS = 1000;
const UNREADABLE = { kind: 'unknown', message: 'Jira’s answer could not be read.' } as const;

export async function readComment(
  connection: JiraConnection,
  {
    issue,
    commentId,
    marker,
  }: { readonly issue: IssueRef; readonly commentId: string | null; readonly marker: string },
): Promise<CommentOutcome> {
  try {
    const jira = await openJira(connection);
    if (commentId !== null) {
      return toOutcome(await jira.issueComments.getComment({ issueIdOrKey: issue.id, id: commentId }));
    }
    const answer = await jira.issueComments.getComments({
      issueIdOrKey: issue.id,
      orderBy: '-created',
      maxResults: MOST_COMMENTS,
    });
    const found = JiraComments.safeParse(answer);
    if (!found.success) return UNREADABLE;
    const own = found.data.comments.find(({ body }) => hasCommentMark(JSON.stringify(body ?? null), marker));
    return own ? toOutcome(own) : { kind: 'none' };
  } catch (error) {
    const failure = classifyFailure(error);
    return failure.kind === 'rejected' && failure.code === 'not_found' && commentId !== null
      ? { kind: 'none' }
      : failure;
  }
}

/** Nobody is told of it by mail: Jira's editing asks for that by itself, a first comment reaches those who watch. */
export async function writeComment(
  connection: JiraConnection,
  {
    issue,
    commentId,
    draft,
  }: { readonly issue: IssueRef; readonly commentId: string | null; readonly draft: CommentDraft },
): Promise<CommentOutcome> {
  const { text, url } = markLink(draft);
  const link = { type: 'text', text, marks: [{ type: 'link', attrs: { href: url } }] };
  const body = {
    type: 'doc' as const,
    version: 1 as const,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `${draft.text} ` }, link] }],
  };
  try {
    const jira = await openJira(connection);
    return toOutcome(
      commentId === null
        ? await jira.issueComments.addComment({ issueIdOrKey: issue.id, comment: body })
        : await jira.issueComments.updateComment({ issueIdOrKey: issue.id, id: commentId, body, notifyUsers: false }),
    );
  } catch (error) {
    return classifyFailure(error);
  }
}

function toOutcome(answer: unknown): CommentOutcome {
  const comment = JiraComment.safeParse(answer);
  if (!comment.success) return UNREADABLE;
  return { kind: 'comment', comment: { id: comment.data.id, body: JSON.stringify(comment.data.body ?? null) } };
}
