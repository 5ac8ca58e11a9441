import { expect, test } from 'vitest';
import { loadLanguageDetector } from '#server/imports/detect-language.ts';

test.each([
  ['The export fails every time I try to save my project', 'en'],
  ['Der Export bricht jedes Mal ab, wenn ich mein Projekt speichern will', 'de'],
  ['La exportación falla cada vez que intento guardar el proyecto', 'es'],
  ['Экспорт не работает каждый раз, когда я сохраняю проект', 'ru'],
  ['エクスポートがいつも途中で止まってしまいます。どうすればいいですか', 'ja'],
  ['+1 same here', null],
  ['https://example.com/a/very/long/path/that/is/no/language :tada:', null],
  ['', null],
])('%s', async (text, language) => {
  const detectLanguage = await loadLanguageDetector();

  expect(detectLanguage(text)).toBe(language);
});
