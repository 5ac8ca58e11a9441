/** The places a sample post can come from. */
export type SamplePlatform = 'discord' | 'forum' | 'reddit';

/**
 * One line of `community.jsonl`. Ids are unique over all sources; `thread` and `parent` are ids of other lines
 * (`thread` is the opening post, and an opening post names itself). Times are ISO 8601 in UTC.
 * `author_id` stands for one person: a member who writes in two places has the same id in both.
 */
export type SamplePost = {
  readonly id: string;
  readonly source: SamplePlatform;
  readonly channel: string;
  readonly author_id: string;
  readonly author: string;
  readonly is_staff: boolean;
  readonly is_bot: boolean;
  readonly title: string | null;
  readonly text: string;
  readonly thread: string | null;
  readonly parent: string | null;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly url: string;
  readonly language: 'en' | 'de' | 'es';
};

/** A source as it is set up when somebody loads the sample. `platform` is the value of `SamplePost.source`. */
export type SampleSource = {
  readonly platform: SamplePlatform;
  readonly name: string;
  readonly url: string;
};

/** A date worth a line in a chart. */
export type SampleAnnotation = {
  readonly at: string;
  readonly kind: 'release' | 'fix';
  readonly title: string;
};

export type SampleCommunity = {
  readonly productName: string;
  readonly communityName: string;
  readonly blurb: string;
  /** Stands in this folder; the caller knows where the folder is after bundling. */
  readonly fileName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly sources: readonly SampleSource[];
  readonly annotations: readonly SampleAnnotation[];
  /** What the product's makers had in mind, for telling expected uses from unexpected ones. */
  readonly intendedUses: readonly string[];
};

/** The invented product and members behind `community.jsonl`. Nobody and nothing in it is real. */
export const sampleCommunity = {
  productName: 'Tockle',
  communityName: 'Tockle members',
  blurb:
    'Tockle makes pucks: magnetic kitchen timers with a knob, a ring of light and an app that shows a household what is running. ' +
    'Twelve weeks of its community, from late August to mid-November 2026: members on Discord, the forum and Reddit talk about ' +
    'bread, batteries, a Bridge that loses its Wi-Fi, and about uses nobody at Tockle had thought of. Product, people and posts are invented.',
  fileName: 'community.jsonl',
  startsAt: '2026-08-24T00:00:00Z',
  endsAt: '2026-11-16T00:00:00Z',
  sources: [
    { platform: 'discord', name: 'Tockle Discord', url: 'https://discord.example/channels/771203' },
    { platform: 'forum', name: 'Tockle forum', url: 'https://forum.example' },
    { platform: 'reddit', name: 'r/tockle', url: 'https://reddit.example/r/tockle' },
  ],
  annotations: [
    { at: '2026-09-02T09:00:00Z', kind: 'release', title: 'App 4.7: editable chains, history limited to 30 days' },
    { at: '2026-09-24T08:00:00Z', kind: 'fix', title: 'Bridge firmware 1.9: reconnects by itself' },
    { at: '2026-10-13T08:00:00Z', kind: 'release', title: 'App 4.8 and puck firmware 2.13: Live Face' },
    { at: '2026-10-29T09:00:00Z', kind: 'fix', title: 'Puck firmware 2.13.2: battery drain' },
    { at: '2026-11-10T08:30:00Z', kind: 'release', title: 'App 4.9' },
  ],
  intendedUses: [
    'timing what cooks, bakes, proofs or rests in a kitchen',
    'sharing running timers within a household',
    'chains of steps for a recipe',
    'handing a timer over to another person at home',
  ],
} as const satisfies SampleCommunity;
