import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '#server/config/config.ts';

test('starts with no settings at all', () => {
  const config = parseConfig({});

  expect(config).toMatchObject({
    port: 3000,
    databaseUrl: null,
    hasWorker: true,
    publicUrl: 'http://localhost:3000',
    allowedHosts: [],
  });
  expect(config.dataDir.endsWith('/data')).toBe(true);
});

test('an empty variable counts as not set', () => {
  expect(parseConfig({ PORT: '', DATABASE_URL: '' })).toEqual(parseConfig({}));
});

test.each([
  ['PORT', 'eighty', 'port number'],
  ['PORT', '70000', '65535'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['REFRAIN_URL', 'refrain.example.org', 'full address'],
  ['REFRAIN_SECRET_KEY', 'short', '32 bytes'],
  ['REFRAIN_WORKER', 'yes', 'on'],
  ['REFRAIN_ALLOWED_HOSTS', 'http://internal/', 'hosts such as'],
  ['REFRAIN_MAX_UPLOAD_MB', 'lots', 'megabytes'],
  ['REFRAIN_LOG', 'loud', 'json'],
])('a wrong %s (%s) stops the start with its name and what is expected', (name, value, expected) => {
  expect(() => parseConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`${name}: .*${expected}`, 's'));
});

test('several wrong settings are named at once', () => {
  expect(() => parseConfig({ PORT: 'x', REFRAIN_LOG: 'y' })).toThrow(/PORT:.*REFRAIN_LOG:/s);
});

test('.env.example lists every setting, and no other', () => {
  const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)]
    .map((match) => match[1])
    .sort();
  const parsed = [...readFileSync('server/config/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)]
    .map((match) => match[1])
    .sort();

  expect(listed).toEqual(parsed);
});
