/**
 * Blanks what is not the author's own prose: quoted lines, code and addresses. The text keeps its length, so that
 * offsets found in it hold in the original.
 */
export function ownWords(text: string): string {
  const blank = (match: string) => match.replace(/[^\n]/g, ' ');
  return text
    .replace(/^[ \t]*(?:```|~~~)[\s\S]*?(?:^[ \t]*(?:```|~~~)|$(?![\s\S]))/gm, blank)
    .replace(/^[ \t]*(?:>|&gt;).*$/gm, blank)
    .replace(/`[^`\n]+`/g, blank)
    .replace(/\bhttps?:\/\/\S+/gi, blank);
}
