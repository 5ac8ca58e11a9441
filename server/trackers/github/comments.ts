import { z } from 'zod';
import { defuseLine } from '#pipelines/issue-body/defuse-text.ts';
import { hasCommentMark, markLink } from '#server/trackers/comment-mark.ts';
import type { CommentDraft, CommentOutcome, IssueRef } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { issueAddress } from './issue-address.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubComment } from './schema.ts';

const PER_PAGE = 100;
/** An issue with more comments than this is looked through no further. */
const MAX_PAGES = 10;
const UNREADABLE = { kind: 'unknown', message: 'GitHub’s answer could not be read.' } as const;

export async function readComment(
  connection: GithubConnection,
  {
    issue,
    commentId,
    marker,
  }: { readonly issue: IssueRef; readonly commentId: string | null; readonly marker: string },
): Promise<CommentOutcome> {
  const octokit = openGithub(connection);
  const address = issueAddress(connection, issue);
  try {
    if (commentId !== null) {
      const { data } = await octokit.request(`GET ${commentAddress(address, commentId)}`);
      return toOutcome(data);
    }
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { data } = await octokit.request(`GET ${address}/comments`, { per_page: PER_PAGE, page });
      const comments = z.array(GithubComment).safeParse(data);
      if (!comments.success) return UNREADABLE;
      const own = comments.data.find(({ body }) => hasCommentMark(body ?? '', marker));
      if (own) return toOutcome(own);
      if (comments.data.length < PER_PAGE) break;
    }
    return { kind: 'none' };
  } catch (error) {
    const failure = classifyFailure(error, new Date());
    return failure.kind === 'rejected' && failure.code === 'not_found' && commentId !== null
      ? { kind: 'none' }
      : failure;
  }
}

export async function writeComment(
  connection: GithubConnection,
  {
    issue,
    commentId,
    draft,
  }: { readonly issue: IssueRef; readonly commentId: string | null; readonly draft: CommentDraft },
): Promise<CommentOutcome> {
  const octokit = openGithub(connection);
  const address = issueAddress(connection, issue);
  const { text, url } = markLink(draft);
  const body = `${defuseLine(draft.text).text} [${text}](${url})`;
  try {
    const { data } =
      commentId === null
        ? await octokit.request(`POST ${address}/comments`, { body })
        : await octokit.request(`PATCH ${commentAddress(address, commentId)}`, { body });
    return toOutcome(data);
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}

/** Comments have their address beside the issue, not below it. */
function commentAddress(issue: string, commentId: string): string {
  return `${issue.replace(/\/\d+$/, '')}/comments/${commentId}`;
}

function toOutcome(data: unknown): CommentOutcome {
  const comment = GithubComment.safeParse(data);
  if (!comment.success) return UNREADABLE;
  return { kind: 'comment', comment: { id: String(comment.data.id), body: comment.data.body ?? '' } };
}
