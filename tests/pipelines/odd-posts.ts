import type { EnginePost } from '#pipelines/post.ts';
import { writePosts } from './write-posts.ts';

/** Strings that break software that has not met them, by what they are. Posts are made of them alone and among others. */
export const ODD_STRINGS: Readonly<Record<string, string>> = {
  nothing: '',
  'blanks of all kinds': ' \t\v\f\r\n\u00a0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000\ufeff',
  'NUL and controls': '\u0000\u0001\u0008\u001b[31mexport\u007f\u0085\u009f',
  'a lone high surrogate': 'export \ud83d hangs \ud800',
  'a lone low surrogate': '\udc00 export hangs \udfff\udfff',
  'surrogates the wrong way round': '\udc4d\ud83d export',
  'private use characters, as the engine has for its masks': '\ue001\ue002\ue003\ue004 export \ue001',
  'no characters': '\uffff\ufffe\ufdd0 export',
  'right to left': '\u202eexport hangs\u202c شكرا export \u200fעברית\u200f 123',
  'a flood of combining marks': `e${'\u0301'.repeat(3000)}xport`,
  'marks with nothing to stand on': '\u0300\u0301\u0302\u20e3\u0e31',
  'a flood of joiners': `👨${'\u200d👩\u200d👧'.repeat(1500)}`,
  'joiners alone': '\u200b\u200c\u200d\u2060\ufeff'.repeat(200),
  'skin tones and flags': '👍🏻👍🏿🇩🇪🇫🇷🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩',
  'one very long word': 'a'.repeat(60_000),
  'one very long number': '9'.repeat(60_000),
  'a very long line of Chinese': '导出文件很慢无法登录'.repeat(3000),
  'a very long line of Thai': 'การส่งออกค้างเมื่อคำสั่งค้นหาใหญ่'.repeat(1000),
  'a very long line of Japanese': 'エクスポートすると固まります'.repeat(2000),
  'ten thousand line breaks': '\n'.repeat(10_000),
  'ten thousand line breaks of Windows': 'export\r\n'.repeat(10_000),
  'quotes in quotes': `${'>'.repeat(5000)} export hangs`,
  'a thousand quoted lines': '> export hangs\n'.repeat(1000),
  'tags in tags': `${'<div>'.repeat(3000)}export${'</div>'.repeat(3000)}`,
  'tags that never end': '<'.repeat(10_000),
  'code that never ends': `\`\`\`\n${'export();\n'.repeat(2000)}`,
  'fences and fences': '```~~~'.repeat(3000),
  'brackets in brackets': `${'['.repeat(8000)}export${']('.repeat(4000)}`,
  'quotes of a forum in each other': `${'[quote]'.repeat(2000)}export${'[/quote]'.repeat(2000)}`,
  'links without an end': `http://${'a/'.repeat(10_000)}`,
  'addresses without an end': `${'a.'.repeat(10_000)}@${'b.'.repeat(10_000)}`,
  'words that a name of a property is': 'constructor __proto__ hasOwnProperty toString valueOf prototype then',
  'numbers that are none': 'NaN Infinity -Infinity undefined null 1e309 0x1p1024',
  'commands to a database': `Robert'); DROP TABLE posts;-- " OR 1=1`,
  'a script': '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'marks of sentences': '?!.,;:…。！？'.repeat(2000),
  'Turkish and German letters that change length': 'İSTANBUL ıI straße STRAẞE ŉ ΐ ﬃ',
  'wide and mathematical letters': 'ＥＸＰＯＲＴ 𝕰𝖝𝖕𝖔𝖗𝖙 ℌ𝔞𝔫𝔤𝔰 ①②③',
  'one ligature that becomes eighteen letters': 'ﷺ'.repeat(3000),
  apostrophes: `'${"'".repeat(5000)}don''t'`,
  'symbols of the lower planes': '☀☂☃✈✉♥'.repeat(1000),
};

/** Whole communities that are odd. */
export const ODD_COMMUNITIES: readonly (readonly [string, readonly EnginePost[]])[] = [
  ['no posts', []],
  ['one post', texts(['only one'])],
  ['nine posts', writePosts(9)],
  ['identical posts', texts(Array(50).fill('the export to csv hangs on large queries'))],
  ['posts with nothing in common', texts(range(50, (i) => `${word(i * 3)} ${word(i * 3 + 1)} ${word(i * 3 + 2)}`))],
  [
    'pairs of posts that share a word with each other only',
    texts(range(120, (i) => `${word(i >> 1)} ${word(500 + i)}`)),
  ],
  ['one word each', texts(range(60, (i) => ['export', 'login', 'theme'][i % 3]))],
  ['emoji only', texts(range(30, (i) => ['😀😀', '🎉', '❤️', '👍🏽', '🇩🇪'][i % 5]))],
  ['stop words only', texts(range(30, (i) => ['it is the', 'to be or not to be', 'and so on'][i % 3]))],
  ['blank posts', texts(['', ' ', '\n\n', ...Array<string>(20).fill('')])],
  ['as many blank posts as others', [...writePosts(40), ...texts(range(40, () => ' '))]],
  ['a post of a megabyte', [...writePosts(30), { id: 'x', text: 'export hangs again '.repeat(55_000) }]],
  ['a megabyte without a space', [...writePosts(30), { id: 'x', text: 'a'.repeat(1_000_000) }]],
  ['a megabyte of quotes and backticks', [...writePosts(30), { id: 'x', text: '`"<[('.repeat(200_000) }]],
  ['a title of a megabyte', [...writePosts(30), { id: 'x', title: 'export '.repeat(150_000), text: 'export' }]],
  [
    'a template in every post',
    texts(
      range(
        60,
        (i) =>
          `### What is the version of it?\n${i}\n### What did happen then?\nexport hangs\n--\nSent from my telephone`,
      ),
    ),
  ],
  [
    'a template and nothing else',
    texts(range(60, () => '### What is the version of it?\n\n### What did happen then?\n')),
  ],
  [
    'one thread in which everybody quotes everybody',
    texts(range(40, (i) => `${'> export hangs\n'.repeat(i)}same here ${i}`)).map((post) => ({ ...post, thread: 't' })),
  ],
  [
    'odd times',
    writePosts(20).map((post, i) => ({ ...post, at: [Number.NaN, 8.64e15, -8.64e15, null][i % 4] ?? null })),
  ],
  ['staff and bots only', writePosts(40).map((post, i) => ({ ...post, isStaff: i % 2 === 0, isBot: i % 2 === 1 }))],
  [
    'languages that are none',
    writePosts(40).map((post, i) => ({
      ...post,
      language: ['xx', '__proto__', 'constructor', 'en-GB'][i % 4] ?? null,
    })),
  ],
  [
    'ids of all kinds',
    texts(range(20, (i) => `export hangs ${i}`)).map((post, i) => ({
      ...post,
      id: ['', ' ', '\ud800', '__proto__', '\u0000', '💥', '1', '01'][i] ?? post.id,
    })),
  ],
];

export function texts(values: readonly string[]): EnginePost[] {
  return values.map((text, index) => ({ id: `p${index}`, text }));
}

function range(count: number, textOf: (index: number) => string | undefined): string[] {
  return Array.from({ length: count }, (_, index) => textOf(index) ?? '');
}

/** A made-up word that no other number gives. */
function word(number: number): string {
  return `zq${[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}x`;
}
