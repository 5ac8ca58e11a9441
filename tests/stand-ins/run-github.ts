// Starts the stand-in for trying Refrain by hand: `npx tsx tests/stand-ins/run-github.ts`.
import { startGithubStandIn } from './github.ts';

const github = await startGithubStandIn({
  port: Number(process.env.STAND_IN_PORT ?? 0),
  repositories: [
    { owner: 'octo', name: 'demo' },
    { owner: 'octo', name: 'read-only', writers: [] },
    { owner: 'octo', name: 'no-issues', hasIssues: false },
  ],
});
console.log(`GitHub stand-in at ${github.url}, ${github.isJudged ? 'judged by the published contract' : 'not judged'}
  base URL    ${github.url}
  token       token-of-ana
  repository  octo/demo (also octo/read-only, octo/no-issues)
Start Refrain with REFRAIN_ALLOWED_HOSTS=${github.host}. Ctrl+C stops it.`);
let shown = 0;
setInterval(() => {
  for (const { method, path, violations } of github.requests.slice(shown)) {
    console.log(`${method} ${path}${violations.length > 0 ? `  NOT IN THE CONTRACT: ${violations.join('; ')}` : ''}`);
  }
  shown = github.requests.length;
}, 500);
