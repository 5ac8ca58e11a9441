import { expect, test } from 'vitest';
import { rateSeverity, type SignVoices } from '#pipelines/mentions/rate-severity.ts';
import { tellSigns } from '#pipelines/mentions/tell-signs.ts';

test.each([
  ['I lost all my notes and our customers lost theirs', ['data-loss', 'others']],
  ['It crashes every single time and my whole team can’t log in', ['blocked', 'crash', 'every-time', 'others']],
  ['my team loves the new colours', []],
  ['Shame on you, this is garbage and the app crashed', ['crash', 'heated']],
  ['> it crashed and I lost my data', []],
] as const)('signs of %j', (text, signs) => {
  expect(tellSigns(text)).toEqual(signs);
});

const level = (signs: readonly SignVoices[], voiceCount: number) => rateSeverity(signs, voiceCount)?.level ?? null;

test.each([
  ['one person is no trait of a cluster', [['data-loss', 1]], 3, null],
  ['two people are, where they are one in twenty', [['data-loss', 2]], 40, 'severe'],
  ['and not in a crowd', [['data-loss', 2]], 41, null],
  [
    'the gravest sign decides, however few beside the others',
    [
      ['crash', 30],
      ['money', 3],
    ],
    60,
    'severe',
  ],
  ['tone sets no level', [['heated', 20]], 20, null],
  [
    'what happens every time is one level up',
    [
      ['blocked', 4],
      ['every-time', 2],
    ],
    20,
    'severe',
  ],
  [
    'so is what hits others, if enough say so',
    [
      ['workaround', 4],
      ['others', 2],
    ],
    20,
    'serious',
  ],
  [
    'one person’s team is not enough',
    [
      ['workaround', 4],
      ['others', 1],
    ],
    20,
    'minor',
  ],
  ['“every time” alone raises nothing', [['every-time', 4]], 20, 'minor'],
] as const)('%s', (_, signs, voiceCount, expected) => {
  expect(level(signs, voiceCount)).toBe(expected);
});

test('a rating names the sign that it follows from, and what raised it', () => {
  expect(
    rateSeverity(
      [
        ['crash', 9],
        ['blocked', 4],
        ['others', 3],
      ],
      30,
    ),
  ).toEqual({ level: 'severe', sign: 'crash', voiceCount: 9, raisedBy: 'others' });
  expect(
    rateSeverity(
      [
        ['money', 9],
        ['others', 3],
      ],
      30,
    ),
  ).toEqual({ level: 'severe', sign: 'money', voiceCount: 9, raisedBy: null });
});
