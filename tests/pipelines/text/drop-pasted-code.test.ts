import { expect, test } from 'vitest';
import { dropRepeatedLines } from '#pipelines/text/find-repeated-lines.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';

test.each([
  [
    'settings',
    'kind: Deployment\nmetadata:\n  name: a-1\n  url: apps/v1\nspec:\n  replicas: 2\n  selector:\n    labels:\n      app: a',
  ],
  [
    'a query',
    'SELECT o.id, sum(l.amount) AS total\nFROM orders o\nJOIN lines l ON l.order = o.id\nWHERE o.id > 3\nORDER BY total DESC',
  ],
  [
    'commands',
    'sudo apt-get install shop\nkubectl get pods -n shop\nhelm upgrade --install shop ./chart --set replicas=1',
  ],
  ['rows of a table', 'id,name,city,amount\n1,Anna,Berlin,0\n2,Bob,Paris,7\n3,Carla,Madrid,2'],
  ['a style sheet', '.sidebar {\n  display: flex;\n  margin-left: 2px;\n  color: #fff;\n}'],
  [
    'Python',
    'import pandas as pd\nimport requests\n\ndef load(url, token):\n    frame = pd.read(url)\n\nfor chunk in range(20):\n    print(load(a.b, c_d))',
  ],
])('%s that was pasted without a mark is no prose', (_, code) => {
  expect(stripMarkup(`Who designed the icon?\n\n${code}\n\nIt is nice.`).replace(/\s+/g, ' ')).toBe(
    'Who designed the icon? It is nice.',
  );
});

test.each([
  [
    'a recipe',
    '**Ingredients**\n- 2 eggs;\n- 10,000,000 grains of rice;\n**Method**\n- mix\n__Notes__\n- rest, then bake',
  ],
  ['fields', 'Name: Tom\nCity: Berlin\nAge: 31\nJob: nurse\nBrowser: Firefox\nVersion: 8'],
  ['lists', 'pros:\n- fast\n- cheap\ncons:\n- slow\n- loud\nverdict:\n- good'],
  ['a poem', 'From the hills, the rain,\nwhere the river bends,\nselect, my heart, a stone\nand limit the rest'],
  ['a shout', 'WHERE IS MY ORDER\nFROM THE SHOP\nSELECT A NEW ONE'],
  ['chat', 'hi,i cannot log in,help please\nlogin is broken,why do you ask\nok,i wait,but not long'],
  ['talk of commands', 'git is hard to learn\nmake it simple\ncat pictures - more of them\nnode is fine'],
  ['chat in Japanese', 'ログインできません、なぜ\n設定、画面、確認\n更新、再起動、確認'],
])('%s stays', (_, text) => {
  expect(stripMarkup(text)).toBe(text);
});

test('lines that many posts paste go with the settings that they are part of', () => {
  const text = 'It hangs.\nimage: shop/shop\nSHOP_WORKERS=4\nports: 80:80\nSHOP_SECRET=x1\nrestart: always';
  const isRepeated = (whole: string, start: number, end: number) =>
    /^(?:image|ports)/.test(whole.slice(start, end)) ? ('whole' as const) : null;

  expect(dropRepeatedLines(text, isRepeated).trim()).toBe('It hangs.');
});
