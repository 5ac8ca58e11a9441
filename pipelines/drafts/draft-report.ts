import { createCiter } from './cite.ts';
import type { Draft } from './claim.ts';
import type { DraftFacts } from './draft-facts.ts';
import { tellIdeas, tellMeans, tellOutcomes, tellPeople } from './tell-marketing.ts';
import { tellMatter, tellTime } from './tell-matter.ts';
import { tellDisagreement, tellNextStep, tellSeverity, tellWhere } from './tell-product.ts';

/**
 * A first version of a report's summary, in Markdown, for a person to write over. Plain rules over the given facts:
 * every number is one of theirs, and every sentence cites the posts that it rests on. Members' own words appear only as
 * titles and as names of versions and platforms.
 * @param firstKey number of the first claim, above those of earlier drafts.
 */
export function draftReport(
  facts: DraftFacts,
  { audience, firstKey = 1 }: { audience: 'product' | 'marketing'; firstKey?: number },
): Draft {
  if (facts.posts.length === 0) return { summary: 'No posts are in these clusters.', claims: [] };
  const citer = createCiter(firstKey);
  const sections =
    audience === 'product'
      ? [
          tellMatter(facts, citer),
          ['Since when', tellTime(facts, citer)],
          ['Where', tellWhere(facts, citer)],
          ['How much it matters', tellSeverity(facts, citer)],
          ['What speaks against it', tellDisagreement(facts, citer)],
          ['Suggested next step', tellNextStep(facts, citer)],
        ]
      : [
          tellMatter(facts, citer),
          ['How they do it', tellMeans(facts, citer)],
          ['Who they are', tellPeople(facts, citer)],
          ['What came of it', tellOutcomes(facts, citer)],
          ['Since when', tellTime(facts, citer)],
          ['Ideas', tellIdeas(facts, citer)],
        ];
  const summary = sections
    .filter(([, text]) => text !== '')
    .map(([heading, text]) => `### ${heading}\n\n${text}`)
    .join('\n\n');
  return { summary, claims: citer.claims };
}
