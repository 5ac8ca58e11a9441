import { expect, test } from 'vitest';
import { countLines, createLineTest } from '#pipelines/text/find-repeated-lines.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

test.each([
  ['stems join the forms of a word', 'connections connected connecting', 'connect connect connect'],
  ['function words go, question words stay', 'how do I export the charts', 'how export chart'],
  ['apostrophes stay inside words', "the user's dashboard can't load", "user dashboard can't load"],
  [
    'accents are folded after stemming',
    'la conexión falla con la contraseña de mi usuario',
    'conexion fall contrasen usuari',
  ],
  ['numbers that people name are kept', 'error 404 on page 7 of 123456', 'error 404 page'],
  ['a post of function words says nothing', 'it is the', ''],
  ['neither does small talk', 'haha thanks guys, any solution?', ''],
])('%s', (_, text, expected) => {
  expect(stemsOf(text)).toBe(expected);
});

test.each([
  ['en', 'how do I export the charts when it is slow'],
  ['de', 'wie kann ich das Diagramm exportieren wenn es nicht geht'],
  ['fr', "je ne peux pas exporter les graphiques de mon tableau avec l'application"],
  ['es', 'no puedo exportar los gráficos de mi panel porque no hay datos'],
  ['ru', 'как мне сделать экспорт графика если он не работает'],
  ['ja', 'グラフを書き出せません'],
  ['zh', '我的图表无法导出'],
  ['th', 'ฉันส่งออกแผนภูมิไม่ได้'],
  ['ko', '차트를 내보낼 수 없습니다'],
])('%s is told from its words or script', (language, text) => {
  const { languages } = tokenisePosts([{ id: 'a', text }]);

  expect(languages).toEqual([language]);
});

test('words that two languages share do not make a post foreign', () => {
  const english = ['the export of the report is slow', 'how can we move the board', 'it is not in the list'];
  const snippet =
    'bank services author trans service authorized transactions secure websites digital advertising software';
  const bare = [
    'los angeles lakers los angeles wizards highlight',
    `${snippet} philadelphia jersey accounting com para`,
  ];
  const { languages } = tokenisePosts([...english, ...bare].map((text, i) => ({ id: `p${i}`, text })));

  expect(new Set(languages)).toEqual(new Set(['en']));
});

test('scripts without spaces are cut into words', () => {
  expect(stemsOf('图表导出失败').split(' ').length).toBeGreaterThan(1);
});

test('lines that many posts share are not read, unless a post is nothing else', () => {
  const texts = Array.from(
    { length: 20 },
    (_, i) => `What happened: ${'abcdefghijklmnopqrst'[i]}\nSteps to reproduce the problem\nmatter ${i}`,
  );
  const isRepeatedLine = createLineTest(countLines(texts));
  const isRepeated = (line: string) => isRepeatedLine(line, 0, line.length);

  expect(isRepeated('Steps to reproduce the problem')).toBe('whole');
  expect(isRepeated('What happened: anything')).toBe('field');
  expect(isRepeated('matter 3')).toBe(null);
});

function stemsOf(text: string): string {
  const { stems, vocabulary } = tokenisePosts([{ id: 'a', text }]);
  return [...stems]
    .filter((stem) => stem >= 0)
    .map((stem) => vocabulary[stem])
    .join(' ');
}
