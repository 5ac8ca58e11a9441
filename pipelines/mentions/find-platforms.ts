import type { Mention } from './mention.ts';
import { ownWords } from './own-words.ts';

/** One spelling each. Names that are common words too ("edge", "safari", "swift") stand only where capitalised. */
const PLATFORMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Windows', /\b(?:Windows(?: (?:XP|Vista|7|8(?:\.1)?|10|11|Server(?: \d{4})?))?|win(?:7|8|10|11))\b/g],
  ['macOS', /\b(?:macos|mac ?os(?: x)?|os ?x|macbook(?: (?:pro|air))?|imac)\b/gi],
  ['Linux', /\blinux\b/gi],
  ['Ubuntu', /\bubuntu\b/gi],
  ['Debian', /\bdebian\b/gi],
  ['CentOS', /\bcentos\b/gi],
  ['Raspberry Pi', /\b(?:raspberry ?pi|rpi ?\d?|raspbian)\b/gi],
  ['Android', /\bandroid\b/gi],
  ['iPhone or iPad', /\b(?:[iI][pP]hone|[iI][pP]ad(?:OS)?|ios(?= ?\d)|iOS)\b/g],
  ['Chrome', /\bchrome\b(?!book)/gi],
  ['Chromebook', /\bchromebook\b/gi],
  ['Firefox', /\bfirefox\b/gi],
  ['Safari', /\bSafari\b/g],
  ['Edge', /\b(?:Microsoft Edge|MS Edge|Edge browser|Edge)\b/g],
  ['Internet Explorer', /\b(?:internet explorer|IE ?(?:8|9|10|11))\b/gi],
  ['Docker', /\bdocker(?:[ -]?compose)?\b/gi],
  ['Kubernetes', /\b(?:kubernetes|k8s|helm chart)\b/gi],
  ['AWS', /\b(?:aws|ec2|amazon (?:web services|ecs|ec2)|ecs|fargate)\b/gi],
  ['Google Cloud', /\b(?:gcp|google cloud(?: platform)?|GCE|GKE)\b/gi],
  ['Azure', /\bazure\b/gi],
  ['Heroku', /\bheroku\b/gi],
  ['DigitalOcean', /\bdigital ?ocean\b/gi],
  ['Slack', /\bSlack\b/g],
  ['PlayStation', /\b(?:playstation|ps[45])\b/gi],
  ['Xbox', /\bxbox\b/gi],
  ['Nintendo Switch', /\b(?:nintendo switch|Switch(?= version))\b/gi],
  ['Steam', /\b(?:Steam|steam deck)\b/g],
];

/** Systems, browsers, devices and hosts that a text names; each once per place. */
export function findPlatforms(text: string): Mention[] {
  const words = ownWords(text);
  return PLATFORMS.flatMap(([name, pattern]) =>
    [...words.matchAll(pattern)].map((match) => ({
      name,
      startOffset: match.index,
      endOffset: match.index + match[0].length,
    })),
  ).sort((a, b) => a.startOffset - b.startOffset);
}
