import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { writeCommunity } from '../write-community.ts';

const EMOJI = [...'😀😂🎉❤👍🔥🙏😭🤔🚀💯✅❌⚠🐛🎨📉📈🔒🔑'];
const COMMON = 'the export is slow and we wait for it'.split(' ');
const HAN = [...'导出文件很慢无法登录通知延迟图表颜色发票错误查询结果空白下载失败账户密码更新版本手机应用'];

/** Communities of one kind of post each, real and absurd: an engine that meets them must not slow down as they grow. */
export const SHAPES: Readonly<Record<string, (count: number, seed: number) => readonly EnginePost[]>> = {
  community: writeCommunity,
  identical: (count) => write(count, () => 'The export to CSV hangs on large queries'),
  'all different': (count) => write(count, (index) => [0, 1, 2, 3].map((i) => spell(index * 4 + i)).join(' ')),
  'one word': (count, seed) => draw(count, seed, (random) => spell(random.below(2000))),
  'a few words of few': (count, seed) => draw(count, seed, (random) => words(random, 3, 12)),
  'long posts': (count, seed) => draw(count, seed, (random) => words(random, 250, 5000)),
  'one long thread of quotes': (count, seed) =>
    draw(count, seed, (random, index) => `${quote(index)}\n\n${words(random, 12, 3000)}`).map((post) => ({
      ...post,
      thread: 'one',
    })),
  'one template': (count, seed) =>
    draw(
      count,
      seed,
      (random) =>
        `### Version of the product: ${random.below(40)}\n### What happened instead:\n${words(random, 8, 3000)}\n### Steps to reproduce it:\n1. ${words(random, 4, 3000)}\n---\nSent from my telephone`,
    ),
  'only emoji': (count, seed) =>
    draw(count, seed, (random) => Array.from({ length: 1 + random.below(4) }, () => pick(random, EMOJI)).join('')),
  'only stop words': (count, seed) =>
    draw(count, seed, (random) =>
      Array.from({ length: 5 }, () => pick(random, ['it', 'is', 'the', 'of', 'to', 'and'])).join(' '),
    ),
  blank: (count) => write(count, (index) => (index % 2 === 0 ? '' : ' \n ')),
  'chinese without spaces': (count, seed) =>
    draw(count, seed, (random) => Array.from({ length: 20 }, () => pick(random, HAN)).join('')),
  'one matter in many wordings': (count, seed) =>
    draw(count, seed, (random) => `${COMMON.join(' ')} ${words(random, 6, 20_000)}`),
};

function write(count: number, textOf: (index: number) => string): EnginePost[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `post-${String(index).padStart(7, '0')}`,
    text: textOf(index),
    authorId: `author-${index % Math.max(10, count >> 2)}`,
    at: Date.UTC(2025, 0, 6) + index * 60_000,
  }));
}

function draw(count: number, seed: number, textOf: (random: Random, index: number) => string): EnginePost[] {
  const random = createRandom(seed);
  return write(count, (index) => textOf(random, index));
}

/** `length` made-up words, each as likely as any other of the `vocabulary`. */
function words(random: Random, length: number, vocabulary: number): string {
  return Array.from({ length }, () => spell(random.below(vocabulary))).join(' ');
}

function quote(index: number): string {
  return [3, 2, 1]
    .map((depth) => `${'> '.repeat(depth)}${spell(index % 50)} said that ${spell(index % 7)} breaks`)
    .join('\n');
}

function pick(random: Random, list: readonly string[]): string {
  return list[random.below(list.length)] ?? '';
}

/** A word of its own for every number. */
function spell(number: number): string {
  return `q${number.toString(36).replace(/\d/g, (digit) => 'αβγδεζηθικ'[Number(digit)] ?? '')}n`;
}
