import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pushes, type Role, suggestions } from '#db/schema.ts';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { STANDINGS } from '#server/clusters/voiced-members.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { openApiClient } from './api-client.ts';
import { judgeCalls } from './judged-client.ts';
import { performWaiting } from './perform-waiting.ts';

const TOKEN = 'github_pat_11AAAAAAA0the-token-of-ana';
let github: GithubStandIn;

beforeAll(async () => {
  github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' }, repositories: [{ owner: 'octo', name: 'demo' }] });
});
afterAll(() => github.close());

const database = openTestDatabase();
const api = openApiClient(database, { env: () => ({ REFRAIN_ALLOWED_HOSTS: github.host }) });
const { call, judgedStatuses } = judgeCalls(api);

const Made = z.object({ id: z.int() });
const Listed = z.object({ items: z.array(z.looseObject({ id: z.union([z.int(), z.string()]) })) });
const idOf = ({ body }: { body: unknown }) => Made.parse(body).id;
const itemsOf = ({ body }: { body: unknown }) => Listed.parse(body).items;

/** What the tests below, which go one after the other like a team's first day, hand on. */
const made = { sourceId: 0, uploadId: 0, runId: 0, clusterId: 0, reportId: 0, targetId: 0, pushId: 0 };

describe.sequential('the whole way over the API', () => {
  test('before there is anything, lists are empty and numbers are zero', async () => {
    for (const path of ['/sources', '/posts', '/runs', '/clusters', '/decisions', '/reports', '/pushes', '/targets']) {
      expect(await call('GET', path), path).toMatchObject({ status: 200, body: { items: [], nextCursor: null } });
    }
    expect((await call('GET', '/overview')).body).toMatchObject({ postCount: 0, clusterCount: 0, latestRun: null });
    expect((await call('GET', '/coverage')).body).toEqual({ postCount: null, placedCount: null });
    expect(await call('POST', '/runs', { body: { kind: 'cluster' } })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Import some first') },
    });
  });

  test('the sample community is loaded once and its clusters are found', async () => {
    const first = await call('POST', '/sample');
    const again = await call('POST', '/sample');
    await performWaiting(api.context());

    expect(idOf(again)).toBe(idOf(first));
    const { body } = await call('GET', '/overview');
    expect(body).toMatchObject({ sourceCount: 3, latestRun: { status: 'succeeded' } });
    expect((await call('GET', '/coverage')).body).toMatchObject({
      postCount: z.object({ postCount: z.int() }).parse(body).postCount,
    });
    expect((await call('GET', '/workspace')).body).toMatchObject({ currentRunId: expect.any(Number) });
    expect((await call('PATCH', '/workspace', { body: { name: 'Acme' } })).body).toMatchObject({ name: 'Acme' });
    expect(await call('PATCH', '/workspace', { body: { name: '  ' } })).toMatchObject({ status: 400 });
  });

  test('what posts are and what members use the product for is told, corrected and marked', async () => {
    const [post] = itemsOf(await call('GET', '/posts?limit=1'));
    const kinds = `/posts/${post?.id}/kinds`;
    const Kinds = z.object({ kinds: z.array(z.looseObject({ kind: z.string() })) });
    expect(Kinds.parse((await call('GET', kinds)).body).kinds).toHaveLength(5);
    expect((await call('POST', kinds, { body: { kind: 'praise', holds: true } })).status).toBe(200);
    expect((await call('POST', kinds, { body: { kind: 'other', holds: true } })).status).toBe(400);
    expect((await call('GET', '/posts/999999/kinds')).status).toBe(404);

    const Uses = z.looseObject({ uses: z.array(z.object({ postId: z.int(), mark: z.string().nullable() })) });
    const usesOf = async () => Uses.parse((await call('GET', '/uses')).body).uses;
    const [use] = await usesOf();
    expect((await call('POST', `/uses/${use?.postId}/mark`, { body: { mark: 'surprising' } })).status).toBe(204);
    expect((await usesOf())[0]).toEqual({ postId: use?.postId, mark: 'surprising' });
    expect((await call('POST', `/uses/${use?.postId}/mark`, { body: { mark: 'odd' } })).status).toBe(400);
    const surprising = Uses.parse((await call('GET', '/uses?mark=surprising')).body);
    expect(surprising.uses.map(({ postId }) => postId)).toEqual([use?.postId]);
    expect(surprising).toMatchObject({ total: 1, counts: { surprising: 1, known: 0 } });
    expect((await call('GET', '/uses?mark=odd')).status).toBe(400);
    expect((await call('GET', '/uses?limit=0')).status).toBe(400);

    const intended = ['time several dishes at once'];
    expect((await call('POST', '/intended-uses', { body: { intended } })).body).toMatchObject({ intended });
    expect((await call('POST', '/intended-uses', { body: { intended: 'one' } })).status).toBe(400);
    expect((await call('GET', '/intended-uses')).body).toMatchObject({ intended });
    expect((await call('GET', '/intended-uses', { as: 'marketing' })).status).toBe(403);
  });

  test('whoever may not read clusters is not shown those that grow', async () => {
    const { context } = api;
    await context().db.execute(sql`
      update run_clusters set weeks = jsonb_build_array(jsonb_build_array(
        (select to_char(date_trunc('week', max(posted_at) at time zone 'UTC'), 'YYYY-MM-DD') from posts), 60))
      where cluster_id = (select min(id) from clusters)`);
    await context().db.execute(sql`update clusters set updated_at = clock_timestamp()`);

    const read = async (as: Role) =>
      z
        .object({ growing: z.array(z.object({ recentVoiceCount: z.int() })) })
        .parse((await call('GET', '/overview', { as })).body);
    expect((await read('product')).growing).toMatchObject([{ recentVoiceCount: 60 }]);
    expect((await read('marketing')).growing).toEqual([]);
  });

  test('stories are read page by page and name nobody', async () => {
    await api
      .context()
      .db.execute(
        sql`update clusters set kind_override = 'use_case', updated_at = clock_timestamp() where id in (select id from clusters order by id limit 3)`,
      );
    const Page = z.object({ items: z.array(z.looseObject({ id: z.int() })), nextCursor: z.string().nullable() });
    const all = Page.parse((await call('GET', '/stories', { as: 'marketing' })).body);
    const first = Page.parse((await call('GET', '/stories?limit=1', { as: 'marketing' })).body);
    const second = Page.parse(
      (await call('GET', `/stories?limit=1&cursor=${first.nextCursor}`, { as: 'marketing' })).body,
    );

    expect(all.items.length).toBeGreaterThan(1);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.slice(0, 2).map(({ id }) => id));
    expect(JSON.stringify(all)).not.toMatch(/author/i);
  });

  test('a source is made, renamed and refused under a taken name', async () => {
    const source = await call('POST', '/sources', { body: { name: 'Our board', platform: 'Forum' } });
    made.sourceId = idOf(source);

    expect(source).toMatchObject({ status: 201, body: { kind: 'api', postCount: 0, lastPostedAt: null } });
    expect(source.headers.get('location')).toBe(`/api/v1/sources/${made.sourceId}`);
    const renamed = await call('PATCH', `/sources/${made.sourceId}`, { body: { name: 'The board' } });
    expect(renamed.body).toMatchObject({ name: 'The board', platform: 'Forum' });
    expect((await call('GET', `/sources/${made.sourceId}`)).body).toEqual(renamed.body);
    expect(await call('POST', '/sources', { body: { name: 'The board' } })).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/name' }] },
    });
    expect(await call('PATCH', `/sources/${made.sourceId}`, { body: { name: ' ' } })).toMatchObject({ status: 400 });
    expect(await call('GET', '/sources/999')).toMatchObject({ status: 404 });
  });

  test('posts are read with where they are placed', async () => {
    const [first] = itemsOf(await call('GET', '/posts?placed=true&limit=1'));
    const post = await call('GET', `/posts/${first?.id}`);

    expect(post.body).toMatchObject({ id: first?.id, cluster: { id: expect.any(Number) }, versions: [] });
    expect(await call('GET', '/posts/999999')).toMatchObject({ status: 404 });
    const stored = await call('POST', '/posts', {
      body: { sourceId: made.sourceId, posts: [{ text: 'Hello there' }] },
    });
    expect(stored.body).toMatchObject({ createdCount: 1, warnings: [{ index: 0, code: 'id_from_content' }] });
    expect(await call('POST', '/posts', { body: { sourceId: 999, posts: [{ text: 'x' }] } })).toMatchObject({
      status: 404,
    });
  });

  test('a file is uploaded, looked into and imported, and what it could not take is listed', async () => {
    const csv = 'id;text;who\n1;The export never ends;ana\n2;;bo\n3;Search finds nothing;cy\n';
    const upload = await call('POST', '/uploads?fileName=board.csv', { raw: csv });
    made.uploadId = idOf(upload);

    expect(upload).toMatchObject({ status: 201, body: { fileName: 'board.csv', byteCount: csv.length } });
    expect((await call('GET', `/uploads/${made.uploadId}`)).body).toEqual(upload.body);
    const found = await call('POST', `/uploads/${made.uploadId}/inspection`, { body: {} });
    expect(found.body).toMatchObject({
      settings: { format: 'csv', delimiter: ';' },
      mapping: { columns: { text: 'text', externalId: 'id' } },
      preview: [{ item: { text: 'The export never ends' } }, { reason: 'The text is empty.' }, {}],
    });
    const { mapping } = z.object({ mapping: z.looseObject({ columns: z.looseObject({}) }) }).parse(found.body);
    const chosen = { ...mapping, columns: { ...mapping.columns, authorName: 'who' } };
    const inspected = await call('POST', `/uploads/${made.uploadId}/inspection`, { body: { mapping: chosen } });
    expect(inspected.body).toMatchObject({ preview: [{ item: { authorName: 'ana' } }, {}, {}] });
    const run = await call('POST', '/imports', {
      body: { uploadId: made.uploadId, sourceId: made.sourceId, mapping: chosen },
    });
    made.runId = idOf(run);
    expect(run).toMatchObject({ status: 201, body: { kind: 'import', status: 'queued' } });
    expect(run.headers.get('location')).toBe(`/api/v1/runs/${made.runId}`);
    await performWaiting(api.context());
    expect((await call('GET', `/runs/${made.runId}`)).body).toMatchObject({
      status: 'succeeded',
      result: { createdCount: 2, rejectedCount: 1 },
    });
    expect(await call('GET', `/runs/${made.runId}/rejected-rows`)).toMatchObject({
      body: { items: [{ line: 3, reason: 'The text is empty.' }], nextCursor: null },
    });
  });

  test('an import may make its source, and makes none when it is refused', async () => {
    const upload = async (raw: string) => idOf(await call('POST', '/uploads?fileName=new.csv', { raw }));
    const newSource = { name: 'Brought along', platform: 'Discord' };
    const wordless = await upload('when,who\n2026-05-03,ana\n');

    const refused = await call('POST', '/imports', { body: { uploadId: wordless, newSource } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/mapping/columns/text' }] } });
    const body = { uploadId: await upload('id,text\n1,Sync is slow\n'), newSource };
    expect(await call('POST', '/imports', { body: { ...body, sourceId: 1 } })).toMatchObject({ status: 400 });
    expect(await call('POST', '/imports', { body: { uploadId: body.uploadId } })).toMatchObject({ status: 400 });
    expect(await call('POST', '/imports', { body, as: 'manager' })).toMatchObject({ status: 201 });
    await performWaiting(api.context());
    const sources = itemsOf(await call('GET', '/sources')).filter(({ name }) => name === 'Brought along');
    expect(sources).toMatchObject([{ kind: 'upload', platform: 'Discord', postCount: 1 }]);
  });

  test('what cannot be imported is refused with a reason', async () => {
    const pdf = await call('POST', '/uploads?fileName=board.pdf', { raw: '%PDF-1.7 …' });

    expect(await call('POST', `/uploads/${idOf(pdf)}/inspection`, { body: {} })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('Export the posts as CSV') },
    });
    expect(await call('POST', '/imports', { body: { uploadId: 999, sourceId: 1 } })).toMatchObject({ status: 404 });
    expect(await call('GET', '/uploads/999')).toMatchObject({ status: 404 });
    expect(await call('GET', '/runs/999/rejected-rows')).toMatchObject({ status: 404 });
    expect(await call('POST', '/uploads', { raw: 'x' })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'query', pointer: '/fileName' }] },
    });
    expect(await call('POST', '/uploads?fileName=big', { raw: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({
      status: 413,
    });
  });

  test('a clustering run is started once, cancelled and tried again', async () => {
    const run = await call('POST', '/runs', { body: { kind: 'cluster', mode: 'placing', seed: 7 } });
    const id = idOf(run);

    expect(run).toMatchObject({ status: 201, body: { kind: 'cluster', input: { mode: 'placing', seed: 7 } } });
    expect(await call('POST', '/runs', { body: { kind: 'cluster', mode: 'half' } })).toMatchObject({ status: 400 });
    expect(await call('POST', '/runs', { body: { kind: 'cluster' } })).toMatchObject({
      status: 409,
      body: { runId: id },
    });
    expect(await call('POST', `/runs/${id}/retry`)).toMatchObject({ status: 409 });
    expect((await call('POST', `/runs/${id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect((await call('POST', `/runs/${id}/retry`)).body).toMatchObject({ status: 'queued' });
    await performWaiting(api.context());
    expect(await call('POST', `/runs/${id}/cancel`)).toMatchObject({ status: 409 });
    expect(itemsOf(await call('GET', '/runs?kind=cluster&status=succeeded'))).toHaveLength(2);
    expect(await call('GET', '/runs/999')).toMatchObject({ status: 404 });
  });

  test('a cluster is read, curated and every act is in the log', async () => {
    const [first, second] = itemsOf(await call('GET', '/clusters?sort=size&limit=2'));
    made.clusterId = Number(first?.id);
    const posts = itemsOf(await call('GET', `/clusters/${made.clusterId}/posts?limit=3`)).map(({ id }) => Number(id));

    const all = itemsOf(await call('GET', `/clusters/${made.clusterId}/posts?limit=100`)).length;
    const parts = [];
    for (const standing of STANDINGS) {
      parts.push(itemsOf(await call('GET', `/clusters/${made.clusterId}/posts?limit=100&standing=${standing}`)).length);
    }
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(all);
    expect(await call('GET', `/clusters/${made.clusterId}/posts?standing=lurker`)).toMatchObject({ status: 400 });

    const { version } = z.object({ version: z.int() }).parse((await call('GET', `/clusters/${made.clusterId}`)).body);
    const path = `/clusters/${made.clusterId}`;
    const rename = { name: 'Exports hang', expectedVersion: version };
    expect((await call('POST', `${path}/rename`, { body: rename })).body).toMatchObject({ status: 'changed' });
    expect(await call('POST', `${path}/rename`, { body: { ...rename, name: 'Exports fail' } })).toMatchObject({
      status: 409,
      body: { version: version + 1, decision: { kind: 'rename', actorName: 'admin key' } },
    });
    for (const [act, body] of [
      ['dismiss', { reason: 'Known' }],
      ['restore', {}],
      ['move-posts', { postIds: posts.slice(0, 1), toClusterId: null }],
      ['move-posts', { postIds: posts.slice(1, 2), toClusterId: Number(second?.id) }],
    ] as const) {
      expect((await call('POST', `${path}/${act}`, { body })).body, act).toMatchObject({ status: 'changed' });
      expect(await call('POST', `/clusters/999/${act}`, { body })).toMatchObject({ status: 404 });
    }
    expect((await call('GET', path)).body).toMatchObject({ title: 'Exports hang', isNamed: true });
    expect((await call('GET', `/posts/${posts[1]}`)).body).toMatchObject({
      cluster: { id: second?.id },
      isPinned: true,
    });
    const log = z.object({ items: z.array(z.looseObject({ kind: z.string() })) });
    const { items } = log.parse((await call('GET', `/decisions?clusterId=${made.clusterId}`)).body);
    expect(items.map(({ kind }) => kind)).toEqual(['move_posts', 'move_posts', 'restore', 'dismiss', 'rename']);
    for (const path of ['/clusters/999', '/clusters/999/posts']) expect((await call('GET', path)).status).toBe(404);
  });

  test('clusters are listed by theme', async () => {
    const [first, second] = itemsOf(await call('GET', '/clusters?sort=size&limit=2')).map(({ id }) => Number(id));
    const { db } = api.context();
    await db.execute(sql`update run_clusters set theme_id = null`);
    await db.execute(sql`delete from run_themes`);
    await db.execute(sql`
      insert into run_themes (run_id, theme_id, terms) select current_run_id, ${first}::bigint, '["export", "csv"]' from workspace`);
    await db.execute(sql`
      update run_clusters set theme_id = ${first}::bigint
      where run_id = (select current_run_id from workspace) and cluster_id in (${first}::bigint, ${second}::bigint)`);

    const listed = itemsOf(await call('GET', `/clusters?themeId=${first}&sort=theme`));
    expect(listed.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(listed[0]).toMatchObject({ theme: { id: first, title: 'Export, csv' } });
    expect(itemsOf(await call('GET', '/clusters?sort=theme&limit=2')).map(({ id }) => id)).toEqual(
      listed.map(({ id }) => id),
    );
    expect((await call('GET', `/clusters/${second}`)).body).toMatchObject({ theme: { id: first } });
    const severe = itemsOf(await call('GET', '/clusters?sort=severity&limit=200'));
    const Rated = z.looseObject({ id: z.int(), severity: z.object({ level: z.string() }).nullable() });
    const Signs = z.looseObject({ id: z.int(), signs: z.array(z.tuple([z.string(), z.int(), z.int()])) });
    const [gravest] = z.array(Rated).parse(severe);
    if (gravest?.severity) {
      const alike = itemsOf(await call('GET', `/clusters?severity=${gravest.severity.level}`));
      expect(alike.map(({ id }) => id)).toContain(gravest.id);
    }
    const signed = z
      .array(Signs)
      .parse(severe)
      .find(({ signs }) => signs.length > 0);
    if (!signed) throw new Error('nobody in the sample says how hard it hits');
    for (const [sign, , postCount] of signed.signs) {
      const posts = itemsOf(await call('GET', `/clusters/${signed.id}/posts?sign=${sign}&limit=200`));
      expect(posts).toHaveLength(postCount);
      expect(itemsOf(await call('GET', `/clusters?sort=heat&sign=${sign}`)).map(({ id }) => id)).toContain(signed.id);
      expect(itemsOf(await call('GET', `/posts?sign=${sign}&clusterId=${signed.id}&limit=200`))).toHaveLength(
        postCount,
      );
    }
    for (const path of [
      '/clusters?sign=odd',
      '/clusters?severity=odd',
      '/posts?sign=odd',
      '/clusters/1/posts?sign=odd',
    ]) {
      expect(await call('GET', path)).toMatchObject({ status: 400 });
    }
    expect(await call('GET', '/clusters?themeId=x')).toMatchObject({ status: 400 });
    expect(itemsOf(await call('GET', '/clusters?themeId=999999'))).toEqual([]);
  });

  test('passages of posts elsewhere are listed beside a cluster', async () => {
    // Posts were moved between the two largest ones: they are held apart.
    const [first, , third] = itemsOf(await call('GET', '/clusters?sort=size&limit=3')).map(({ id }) => Number(id));
    const found = itemsOf(await call('GET', `/clusters/${third}/posts?limit=3`));
    const postIds = found.map(({ id }) => Number(id)).filter((_, i) => !found[i]?.isPinned);
    const { db } = api.context();
    await db.execute(sql`delete from run_passages`);
    await db.execute(sql`
      insert into run_passages (run_id, post_id, cluster_id, content_hash, start_offset, end_offset, score)
      select w.current_run_id, p.id, ${first}::bigint, p.content_hash, 0, 5, 0.5 from workspace w, posts p
      where p.id = any(${sql.param(postIds)}::bigint[])`);

    const Also = z.object({
      items: z.array(z.looseObject({ post: z.looseObject({ id: z.int(), text: z.string() }), quote: z.string() })),
      nextCursor: z.string().nullable(),
    });
    const all = Also.parse((await call('GET', `/clusters/${first}/also`)).body);
    expect(all.items.map(({ post }) => post.id)).toEqual(postIds.toSorted((a, b) => a - b));
    for (const { post, quote } of all.items) expect(quote).toBe(post.text.slice(0, 5));
    const one = Also.parse((await call('GET', `/clusters/${first}/also?limit=1`)).body);
    const next = Also.parse((await call('GET', `/clusters/${first}/also?limit=1&cursor=${one.nextCursor}`)).body);
    expect([...one.items, ...next.items].map(({ post }) => post.id)).toEqual(
      all.items.slice(0, 2).map(({ post }) => post.id),
    );
    expect((await call('GET', `/clusters/${first}`)).body).toMatchObject({ alsoCount: all.items.length });
    expect((await call('GET', `/posts/${postIds[0]}/explanation`)).body).toMatchObject({
      also: [{ cluster: { id: first }, start: 0, end: 5 }],
    });
    expect(await call('GET', '/clusters/999999/also')).toMatchObject({ status: 404 });
    expect(await call('GET', `/clusters/${first}/also?limit=0`)).toMatchObject({ status: 400 });
  });

  test('whatever is decided about clusters can be undone and redone', async () => {
    const Outcome = z.looseObject({ status: z.literal('changed'), decisionId: z.int() });
    const listed = itemsOf(await call('GET', '/clusters?sort=size&limit=4'));
    const [a = 0, b = 0, c = 0] = listed.map(({ id }) => Number(id)).filter((id) => id !== made.clusterId);
    const posts = itemsOf(await call('GET', `/clusters/${a}/posts?limit=6`)).map(({ id }) => Number(id));
    const before = (await call('GET', '/clusters?limit=200')).body;
    const acts = [
      [`/clusters/${a}/kind`, { kind: 'praise' }],
      [`/clusters/${a}/assign`, { ownerId: null }],
      [`/clusters/${a}/snooze`, { until: '2999-05-03T08:00:00Z' }],
      [`/clusters/${a}/done`, {}],
      [`/clusters/${a}/reopen`, {}],
      [`/clusters/${a}/notes`, { note: 'Asked the export team.' }],
      ['/posts/pin', { postIds: posts.slice(5) }],
      [`/clusters/${a}/split`, { groups: [{ postIds: posts.slice(1, 3), name: 'A part' }] }],
      ['/clusters', { postIds: posts.slice(3, 5) }],
      [`/clusters/${b}/merge`, { targets: [{ clusterId: c }] }],
      ['/decisions', { kind: 'dismiss', targets: [{ clusterId: a }, { clusterId: b }], reason: 'Both' }],
    ] as const;
    const ids: number[] = [];
    for (const [path, body] of acts) {
      const { status, body: outcome } = await call('POST', path, { body });
      expect(status, path).toBe(200);
      if (path.endsWith('/assign')) expect(outcome).toMatchObject({ status: 'unchanged' });
      else {
        expect(outcome, path).toMatchObject({ status: 'changed' });
        ids.push(Outcome.parse(outcome).decisionId);
      }
      const elsewhere = path.replace(/^\/clusters\/\d+/, '/clusters/999');
      const wrong = elsewhere === path ? { nonsense: true } : body;
      expect((await call('POST', elsewhere, { body: wrong })).status, path).toBeGreaterThanOrEqual(400);
    }

    const first = ids[0] ?? 0;
    expect(await call('POST', `/decisions/${ids.at(-4)}/undo`, { body: {} })).toMatchObject({ status: 200 });
    expect(await call('POST', `/decisions/${ids.at(-4)}/redo`, { body: {} })).toMatchObject({ status: 200 });
    for (const id of ids.toReversed()) {
      expect(await call('POST', `/decisions/${id}/undo`, { body: {} })).toMatchObject({ status: 200 });
    }
    expect((await call('GET', `/decisions/${first}`)).body).toMatchObject({ kind: 'set_kind', isUndone: true });
    const withoutVersions = (body: unknown) =>
      JSON.stringify(body, (key, value) => (key === 'version' ? undefined : value));
    expect(withoutVersions((await call('GET', '/clusters?limit=200')).body)).toBe(withoutVersions(before));
    for (const act of ['undo', 'redo']) {
      expect(await call('POST', `/decisions/999/${act}`, { body: {} })).toMatchObject({ status: 404 });
    }
    expect((await call('GET', '/decisions/999')).status).toBe(404);
    expect((await call('GET', '/decisions?kind=nonsense')).status).toBe(400);
  });

  test('what a decision would come to is shown first, and why a post is where it is', async () => {
    const listed = itemsOf(await call('GET', '/clusters?sort=size&limit=2'));
    const [a = 0, b = 0] = listed.map(({ id }) => Number(id));
    const posts = itemsOf(await call('GET', `/clusters/${a}/posts?limit=4`)).map(({ id }) => Number(id));
    const Counted = z.looseObject({ postCount: z.int() });
    const countOf = async (id: number) => Counted.parse((await call('GET', `/clusters/${id}`)).body).postCount;

    const merged = await call('GET', `/clusters/${a}/merge-preview?with=${b}`);
    expect(merged.body).toMatchObject({ into: { id: a }, postCount: (await countOf(a)) + (await countOf(b)) });
    const groups = [{ postIds: posts.slice(0, 2) }];
    const split = await call('POST', `/clusters/${a}/split-preview`, { body: { groups } });
    expect(split.body).toMatchObject({
      parts: [{ postCount: 2, postIds: posts.slice(0, 2) }],
      rest: { postCount: (await countOf(a)) - 2 },
    });
    const proposed = await call('POST', `/clusters/${a}/split-proposal`, { body: { parts: 3 } });
    const Proposal = z.object({ parts: z.array(Counted), rest: Counted });
    const { parts, rest } = Proposal.parse(proposed.body);
    expect(parts).toHaveLength(2);
    expect([...parts, rest].reduce((sum, { postCount }) => sum + postCount, 0)).toBe(await countOf(a));

    const why = await call('GET', `/posts/${posts[0]}/explanation`);
    expect(why.body).toMatchObject({ postId: posts[0], cluster: { id: a }, nearest: expect.any(Array) });
    expect((await call('GET', `/clusters/${a}/explanation`)).body).toMatchObject({ clusterId: a });
    const [run] = itemsOf(await call('GET', '/runs?kind=cluster&status=succeeded&limit=1'));
    expect((await call('GET', `/runs/${run?.id}/diff`)).body).toMatchObject({ runId: run?.id });

    expect((await call('GET', `/clusters/999/merge-preview?with=${b}`)).status).toBe(404);
    for (const path of ['/posts/999999/explanation', '/clusters/999/explanation', '/runs/999/diff']) {
      expect((await call('GET', path)).status, path).toBe(404);
    }
    expect((await call('POST', '/clusters/999/split-preview', { body: { groups } })).status).toBe(404);
    expect((await call('POST', '/clusters/999/split-proposal', { body: { parts: 2 } })).status).toBe(404);
  });

  test('suggestions are listed, accepted and refused once', async () => {
    const { db } = api.context();
    const listed = itemsOf(await call('GET', '/clusters?sort=size&limit=2'));
    const clusterIds = listed.map(({ id }) => Number(id));
    const [run] = itemsOf(await call('GET', '/runs?kind=cluster&status=succeeded&limit=1'));
    const made = ['one', 'two'].map((signature) => ({
      signature,
      clusterIds,
      postIds: [],
      score: 1,
      terms: ['export'],
    }));
    const [one, two] = await db
      .insert(suggestions)
      .values(made.map((row) => ({ ...row, kind: 'merge' as const, runId: Number(run?.id) })))
      .returning({ id: suggestions.id });
    expect(itemsOf(await call('GET', '/suggestions')).map(({ id }) => id)).toEqual(
      expect.arrayContaining([one?.id, two?.id]),
    );

    expect((await call('POST', `/suggestions/${one?.id}/refuse`)).body).toMatchObject({ status: 'changed' });
    const accepted = await call('POST', `/suggestions/${two?.id}/accept`);
    const { decisionId } = z.object({ decisionId: z.int() }).parse(accepted.body);
    for (const act of ['accept', 'refuse']) {
      expect((await call('POST', `/suggestions/${one?.id}/${act}`)).status).toBe(409);
      expect((await call('POST', `/suggestions/999999/${act}`)).status).toBe(404);
    }
    expect((await call('GET', '/suggestions/calibration')).body).toMatchObject({ threshold: 0 });
    expect((await call('GET', '/suggestions?answer=maybe')).status).toBe(400);
    expect((await call('GET', '/suggestions/calibration?nonsense=1')).status).toBe(400);
    expect((await call('POST', `/decisions/${decisionId}/undo`, { body: {} })).status).toBe(200);
  });

  test('a report is drafted, quoted, saved and refused over another’s save', async () => {
    const body = { clusterIds: [made.clusterId], title: 'Exports hang' };
    const report = await call('POST', '/reports', { body });
    made.reportId = idOf(report);
    const path = `/reports/${made.reportId}`;

    const proposals = z.object({
      items: z
        .array(
          z.object({
            postId: z.int(),
            startOffset: z.int(),
            endOffset: z.int(),
            contentHash: z.string(),
            words: z.string(),
          }),
        )
        .min(2),
    });
    const { items } = proposals.parse((await call('GET', `${path}/quote-proposals?count=2`)).body);
    for (const { postId, startOffset, endOffset, contentHash } of items) {
      const quote = { postId, startOffset, endOffset, expectedHash: contentHash };
      expect((await call('POST', `${path}/quotes`, { body: quote })).body).toMatchObject({ status: 'added' });
      expect((await call('POST', `${path}/quotes`, { body: quote })).body).toMatchObject({ status: 'unchanged' });
    }
    const quoted = z.object({ quotes: z.array(z.object({ id: z.int(), words: z.string() })) });
    const { quotes } = quoted.parse((await call('GET', path)).body);
    expect(quotes.map(({ words }) => words)).toEqual(items.map(({ words }) => words));
    expect((await call('DELETE', `${path}/quotes/${quotes[1]?.id}`)).status).toBe(204);
    expect((await call('DELETE', `${path}/quotes/${quotes[1]?.id}`)).status).toBe(404);
    const other = itemsOf(await call('GET', '/clusters')).find(({ id }) => id !== made.clusterId);
    const added = await call('POST', `${path}/clusters`, { body: { clusterIds: [other?.id, made.clusterId] } });
    expect(added.body).toMatchObject({ clusters: [{ id: made.clusterId }, { id: other?.id }] });
    expect((await call('POST', `${path}/clusters`, { body: { clusterIds: [999] } })).status).toBe(404);
    const change = { summary: 'Exports of large boards never finish.', expectedVersion: 1 };
    expect((await call('PATCH', path, { body: change })).body).toMatchObject({ summary: change.summary, version: 2 });
    expect(await call('PATCH', path, { body: { title: 'Mine', expectedVersion: 1 } })).toMatchObject({ status: 409 });
    expect(itemsOf(await call('GET', `/reports?clusterId=${made.clusterId}`))).toMatchObject([{ quoteCount: 1 }]);
    expect(
      await call('POST', `${path}/quotes`, { body: { postId: 1, startOffset: 0, endOffset: 999_999 } }),
    ).toMatchObject({
      status: 400,
    });
    expect((await call('POST', '/reports', { body: { clusterIds: [999] } })).status).toBe(404);
    for (const gone of ['/reports/999', '/reports/999/quote-proposals'])
      expect((await call('GET', gone)).status).toBe(404);
  });

  test('a report is published, exported, shared and cited, and its quotes are asked for', async () => {
    const path = `/reports/${made.reportId}`;
    const Versioned = z.object({ version: z.int() });
    expect((await call('GET', `${path}/disagreement-proposals`)).status).toBe(200);
    expect((await call('GET', `${path}/disagreement-proposals?count=0`)).status).toBe(400);
    const drafted = (await call('POST', `${path}/draft`)).body;
    const { version } = Versioned.parse(drafted);
    const cited = /\[\^(\d+)\]/.exec(JSON.stringify(drafted))?.[1];
    expect((await call('POST', '/reports/999/draft')).status).toBe(404);

    const edition = await call('POST', `${path}/editions`, { body: { expectedVersion: version } });
    expect(edition).toMatchObject({ status: 201, body: { number: 1 } });
    expect((await call('POST', `${path}/editions`, { body: { expectedVersion: 999 } })).status).toBe(409);
    expect((await call('GET', `${path}/editions/1/since`)).body).toMatchObject({ newPostCount: 0 });
    expect((await call('GET', `${path}/editions/9/since`)).status).toBe(404);
    const exported = await call('GET', `${path}/export?format=markdown`);
    expect(exported.status).toBe(200);
    expect((await call('GET', `${path}/export?format=markdown`)).body).toEqual(exported.body);
    expect((await call('GET', `${path}/export?format=docx`)).status).toBe(400);
    expect((await call('GET', `${path}/claims/${cited}`)).status).toBe(200);
    expect((await call('GET', `${path}/claims/999`)).status).toBe(404);

    const share = await call('POST', `${path}/shares`, { body: { role: 'marketing' } });
    expect(share.status).toBe(201);
    expect((await call('POST', `${path}/shares`, { body: { role: 'nobody' } })).status).toBe(400);
    expect(itemsOf(await call('GET', `${path}/shares`))).toHaveLength(1);
    expect((await call('GET', `${path}/shares?nonsense=1`)).status).toBe(400);
    expect((await call('DELETE', `${path}/shares/${idOf(share)}`)).status).toBe(204);
    expect((await call('DELETE', `${path}/shares/999`)).status).toBe(404);

    expect((await call('POST', '/posts/1/consents', { body: { state: 'asked' } })).status).toBe(204);
    expect((await call('POST', '/posts/999999/consents', { body: { state: 'asked' } })).status).toBe(404);
  });

  test('a target is added and checked, its token is never shown', async () => {
    const config = { owner: 'octo', repo: 'demo', labels: ['voice'] };
    const body = { tracker: 'github', name: 'Demo', baseUrl: github.url, config, token: TOKEN };
    const target = await call('POST', '/targets', { body });
    made.targetId = idOf(target);
    const path = `/targets/${made.targetId}`;

    expect(target).toMatchObject({ status: 201, body: { name: 'Demo', hasSecret: true, secretHint: '-ana' } });
    expect((await call('POST', `${path}/check`)).body).toMatchObject({ isUsable: true, login: 'ana', problems: [] });
    const renamed = await call('PATCH', path, { body: { name: 'The demo' } });
    expect((await call('GET', path)).body).toEqual(renamed.body);
    expect(JSON.stringify([target.body, renamed.body, (await call('GET', '/targets')).body])).not.toContain(TOKEN);
    expect(await call('POST', '/targets', { body: { ...body, baseUrl: 'http://127.0.0.1:1/' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/baseUrl' }] },
    });
    expect((await call('PATCH', path, { body: { config: { owner: '', repo: '' } } })).status).toBe(400);
    for (const action of ['check', 'disable']) expect((await call('POST', `/targets/999/${action}`)).status).toBe(404);
    expect((await call('GET', '/targets/999')).status).toBe(404);
  });

  test('a report is previewed and pushed as exactly that issue, once', async () => {
    const body = { reportId: made.reportId, targetId: made.targetId };
    const preview = z.object({ title: z.string(), body: z.string(), marker: z.string(), checksum: z.string() });
    const seen = preview.parse((await call('POST', '/pushes/preview', { body })).body);
    const push = await call('POST', '/pushes', { body: { ...body, marker: seen.marker, checksum: seen.checksum } });
    made.pushId = idOf(push);

    expect(push).toMatchObject({ status: 201, body: { status: 'pending', title: seen.title, body: seen.body } });
    expect(await call('POST', '/pushes', { body })).toMatchObject({ status: 409, body: { pushId: made.pushId } });
    await performWaiting(api.context());
    expect((await call('GET', `/pushes/${made.pushId}`)).body).toMatchObject({ status: 'created', issueNumber: 1 });
    const { issues } = github.repository('octo/demo');
    expect(issues).toMatchObject([{ title: seen.title, body: seen.body }]);
    expect(itemsOf(await call('GET', `/pushes?reportId=${made.reportId}&status=created`))).toHaveLength(1);
    expect((await call('POST', `/pushes/${made.pushId}/retry`)).status).toBe(409);
    Object.assign(issues[0] ?? {}, { state: 'closed', stateReason: 'not_planned', updatedAt: new Date() });
    expect((await call('POST', `/pushes/${made.pushId}/look`)).body).toMatchObject({ issueStatus: 'not_planned' });
    expect(itemsOf(await call('GET', `/pushes/${made.pushId}/events`))).toMatchObject([
      { kind: 'status', fromStatus: 'open', toStatus: 'not_planned', cause: 'person' },
    ]);
    const Places = z.object({
      items: z.array(z.looseObject({ eventId: z.int(), sourceId: z.int(), owedCount: z.int() })),
    });
    const [place] = Places.parse((await call('GET', '/loop')).body).items;
    const told = { eventId: place?.eventId, sourceId: place?.sourceId };
    expect(place).toMatchObject({ status: 'not_planned', toldCount: 0 });
    expect((await call('POST', '/loop/told', { body: told })).body).toMatchObject({ toldCount: place?.owedCount });
    expect((await call('POST', '/loop/told', { body: told })).body).toMatchObject({ toldCount: 0 });
    expect((await call('POST', '/loop/told', { body: { eventId: 999, sourceId: 1 } })).status).toBe(409);
    expect((await call('POST', '/loop/opt-outs', { body: { authorId: 1 } })).status).toBe(204);
    expect((await call('POST', '/loop/opt-outs', { body: { authorId: 999_999 } })).status).toBe(404);
    const OptOuts = z.object({ items: z.array(z.looseObject({ authorId: z.int() })) });
    const [optedOut] = OptOuts.parse((await call('GET', '/loop/opt-outs')).body).items;
    expect((await call('DELETE', `/loop/opt-outs/${optedOut?.authorId}`)).status).toBe(204);
    expect((await call('DELETE', `/loop/opt-outs/${optedOut?.authorId}`)).status).toBe(404);
    expect((await call('GET', '/loop/pipeline')).body).toMatchObject({ steps: { length: 6 } });
    expect((await call('POST', '/pushes/999/look')).status).toBe(404);
    expect((await call('GET', '/pushes/999/events')).status).toBe(404);
    expect((await call('POST', `/targets/${made.targetId}/webhook-secret`)).body).toMatchObject({
      url: expect.stringContaining(`/webhooks/${made.targetId}`),
    });
    expect((await call('POST', '/targets/999/webhook-secret')).status).toBe(404);
    expect((await call('DELETE', `/reports/${made.reportId}`)).status).toBe(409);
    expect((await call('POST', '/pushes/preview', { body: { ...body, reportId: 999 } })).status).toBe(404);
    expect((await call('GET', '/pushes/999')).status).toBe(404);
  });

  test('an issue that is there already is found and attached to, instead of making another', async () => {
    const report = { reportId: idOf(await call('POST', '/reports', { body: { clusterIds: [made.clusterId] } })) };
    const search = { ...report, targetId: made.targetId };
    const [issue] = github.repository('octo/demo').issues;
    if (issue) issue.state = 'open';
    const found = await call('POST', '/pushes/likely-issues', { body: search });
    expect(found.body).toMatchObject({ items: [{ key: '#1', url: expect.stringContaining('/issues/1') }] });
    const push = await call('POST', '/pushes/link', { body: { ...search, issueKey: '#1' } });
    expect(push.body).toMatchObject({ status: 'created', isLinked: true, issueKey: '#1' });
    expect((await call('POST', '/pushes/link', { body: { ...search, issueKey: '#1' } })).status).toBe(409);
    const Heard = z.object({
      heard: z.array(z.looseObject({ pushId: z.int(), sourceId: z.int(), openCount: z.int() })),
    });
    const [place] = Heard.parse((await call('GET', '/loop')).body).heard;
    const heard = { pushId: place?.pushId, sourceId: place?.sourceId };
    expect((await call('POST', '/loop/acknowledged', { body: heard })).body).toEqual({ toldCount: place?.openCount });
    expect((await call('POST', '/loop/acknowledged', { body: { ...heard, sourceId: 999 } })).status).toBe(409);
    expect((await call('POST', '/pushes/link', { body: { ...search, issueKey: '#999' } })).status).toBe(404);
    expect((await call('POST', '/pushes/likely-issues', { body: { ...search, targetId: 999 } })).status).toBe(404);
  });

  test('a push that was rejected is tried again', async () => {
    const report = await call('POST', '/reports', { body: { clusterIds: [made.clusterId] } });
    github.failNext('create', { type: 'forbidden' });
    const push = await call('POST', '/pushes', { body: { reportId: idOf(report), targetId: made.targetId } });
    await performWaiting(api.context());

    expect((await call('GET', `/pushes/${idOf(push)}`)).body).toMatchObject({ status: 'failed' });
    expect((await call('POST', `/pushes/${idOf(push)}/retry`)).status).toBe(200);
    await performWaiting(api.context());
    expect((await call('GET', `/pushes/${idOf(push)}`)).body).toMatchObject({ status: 'created', issueNumber: 2 });
    expect((await call('POST', `/pushes/${idOf(push)}/send-again`)).status).toBe(409);
    expect((await call('GET', `/targets/${made.targetId}/create-form`)).body).toMatchObject({
      fields: [{ id: 'milestone', kind: 'option' }, { id: 'assignees' }],
    });
    expect((await call('GET', '/targets/999/create-form')).status).toBe(404);
  });

  test('a push whose fate cannot be known is created anyway at a person’s word', async () => {
    const report = await call('POST', '/reports', { body: { clusterIds: [made.clusterId] } });
    const push = await call('POST', '/pushes', { body: { reportId: idOf(report), targetId: made.targetId } });
    const { db } = api.context();
    // GitHub's list is conclusive, so that only Jira comes to this.
    await db
      .update(pushes)
      .set({ status: 'unknown', failureCode: 'unconfirmed' })
      .where(eq(pushes.id, idOf(push)));
    await db.execute(sql`update runs set status = 'failed' where kind = 'push' and status = 'queued'`);

    expect((await call('POST', `/pushes/${idOf(push)}/send-again`)).body).toMatchObject({ status: 'pending' });
    await performWaiting(api.context());
    expect((await call('GET', `/pushes/${idOf(push)}`)).body).toMatchObject({ status: 'created', issueNumber: 3 });
    expect((await call('POST', `/targets/${made.targetId}/disable`)).body).toMatchObject({ hasSecret: false });
    expect(itemsOf(await call('GET', '/targets'))).toEqual([]);
    expect(itemsOf(await call('GET', '/targets?includesDisabled=true'))).toHaveLength(1);
  });

  test('a report that was never pushed is deleted', async () => {
    const report = await call('POST', '/reports', { body: { clusterIds: [made.clusterId] } });

    expect((await call('DELETE', `/reports/${idOf(report)}`)).status).toBe(204);
    expect((await call('GET', `/reports/${idOf(report)}`)).status).toBe(404);
  });

  test('posts are erased for good, alone, with all of their author, and by the ids of their source', async () => {
    const [post] = z
      .object({ items: z.array(z.object({ id: z.int(), author: z.object({ id: z.int() }).nullable() })) })
      .parse((await call('GET', '/posts?placed=true&limit=20')).body)
      .items.filter(({ author }) => author !== null);
    expect((await call('DELETE', `/posts/${post?.id}`)).body).toMatchObject({ erasedCount: 1 });
    expect((await call('GET', `/posts/${post?.id}`)).body).toMatchObject({ text: '', author: null });
    expect((await call('DELETE', '/posts/999999')).status).toBe(404);
    expect((await call('DELETE', `/authors/${post?.author?.id}/posts`)).status).toBe(200);
    expect((await call('DELETE', '/authors/999999/posts')).status).toBe(404);
    const body = { sourceId: made.sourceId, externalIds: ['unheard-of'] };
    expect((await call('POST', '/posts/erase', { body })).body).toMatchObject({ erasedCount: 0 });
    expect((await call('POST', '/posts/erase', { body: { ...body, externalIds: [] } })).status).toBe(400);
  });

  test('people, invitations and keys are kept', async () => {
    await api.signIn('manager');
    await api.signIn('product');
    const [person] = itemsOf(await call('GET', '/people'));
    const invitation = await call('POST', '/invitations', { body: { role: 'manager', email: 'ana@example.org' } });
    const key = await call('POST', '/keys', { body: { name: 'nightly', role: 'product' } });

    expect((await call('GET', '/me')).body).toMatchObject({ role: 'admin', name: 'admin key' });
    // The last admin's role cannot be taken; here nobody is an admin yet, so the first is made.
    expect((await call('PATCH', `/people/${person?.id}`, { body: { role: 'admin' } })).status).toBe(204);
    expect((await call('PATCH', `/people/${person?.id}`, { body: { role: 'product' } })).status).toBe(409);
    expect(itemsOf(await call('GET', '/invitations'))).toHaveLength(1);
    expect((await call('DELETE', `/invitations/${idOf(invitation)}`)).status).toBe(204);
    expect((await call('DELETE', `/invitations/${idOf(invitation)}`)).status).toBe(404);
    expect(itemsOf(await call('GET', '/keys'))).toHaveLength(5);
    expect((await call('DELETE', `/keys/${idOf(key)}`)).status).toBe(204);
    expect((await call('DELETE', `/keys/${idOf(key)}`)).status).toBe(404);
    expect((await call('GET', '/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
  });

  test('every endpoint refuses a parameter that it does not know', async () => {
    for (const { method, path } of ENDPOINTS) {
      const address = path.replaceAll(/\{\w+\}/g, '1');
      const { status, body } = await call(method, `${address}?colour=blue`);
      expect(body, `${method} ${path}`).toMatchObject({ status: 400, code: 'invalid' });
      expect(status).toBe(400);
    }
  });

  test('every operation of the document was answered, both when it went well and when it did not', () => {
    const judged = judgedStatuses();

    expect(ENDPOINTS.map(({ operationId }) => operationId).filter((id) => !judged.has(id))).toEqual([]);
    const without = (holds: (status: number) => boolean) =>
      [...judged].filter(([, statuses]) => !statuses.some(holds)).map(([operationId]) => operationId);
    expect(without((status) => status < 300)).toEqual([]);
    expect(without((status) => status >= 400)).toEqual([]);
    expect(api.errors).toEqual([]);
  });
});
