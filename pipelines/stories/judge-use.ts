import { PEOPLE } from './use-people.ts';

export type UseCandidate = {
  readonly sentence: string;
  /** The sentence up to the end of the purpose: what goes wrong or is asked behind it is another matter. */
  readonly clause: string;
  readonly purpose: string;
  /** What follows an attempt ("tried to use it to …"), to the end of the next sentence; empty where it is used. */
  readonly attempt: string;
  readonly who: string | null;
  /** The sentence names the product. */
  readonly isNamed: boolean;
  /** The purpose is about the product itself: keeping it, moving it, building on it. */
  readonly isOfProduct: boolean;
};

type Cue = {
  readonly weight: number;
  readonly pattern: RegExp;
  readonly of: 'sentence' | 'clause' | 'purpose' | 'who' | 'attempt';
};

const FAILED =
  /\b(?:but|however|unfortunately|sadly|without success|in vain|no luck|gave up|errors?|fail(?:s|ed|ing)?|crash\w*|not|cannot|can't|couldn't|never|nothing|stuck|unable|impossible)\b|n't\b/iu;

/** What tells a use from talk about using: everyday matters and people for it; help, trouble, plans and set-up against it. */
const CUES: readonly Cue[] = [
  {
    ...{ weight: 0.8, of: 'who' },
    pattern:
      /^(?:I|we|(?:\w+ of )?(?:my|our))\b|'(?:m|re|ve)$|^(?:ich|wir|je|nous|yo|nosotr[oa]s|eu|n[óo]s|io|noi|ik|wij|jag|vi|я|мы|(?:mein|unser|notre|nuestr|noss|minh|nostr|vår)\p{L}*|mon|ma|mes|nos|mis?|meus?|mi[oa]|miei|mijn|on[sz]e?|min|mina|мо[ийея]|наш\p{L}*)(?!\p{L})/iu,
  },
  {
    ...{ weight: 1.1, of: 'sentence' },
    pattern:
      /\b(?:students?|pupils?|patients?|class(?:room)?|lessons?|school|teach\w*|church|parish|farm|garden|greenhouse|house|home|kitchen|barn|kids?|children|family|families|wife|husband|daughter|son|mother|father|mom|dad|shop|store|restaurant|bakery|clinic|hospital|ward|office|warehouse|factory|library|museum|club|band|choir|team|volunteers?|residents?|customers?|clients?|guests?|employees|staff|recipes?|groceries|shopping|travel\w*|vacation|trips?|wedding|health|medication|exercise|workouts?|running|fishing|hunting|boat|car|truck|bus|dog|cat|horses?|cows?|sheep|bees?|hives?|plants?|water\w*|heating|heat pump|boiler|solar|energy|electricity|temperature|weather|sales|revenue|kpis?|churn|campaigns?|tickets?|games?|players?|members?|devices|vehicles?|fleet|transactions?|analytics|analysts?|business intelligence|sms|whatsapp|slack channel|engagement|product managers?|stakeholders?|departments?|orders|invoices?|receipts?|inventory|business|company|organi[sz]ation|non-?profit|marketing|finance|research|thesis|phd|project)\b/iu,
  },
  {
    ...{ weight: 0.7, of: 'purpose' },
    pattern:
      /^(?:to )?(?:keep|track|monitor|measure|log|record|plan|organi[sz]e|manage|teach|share|show|present|explore|analy[sz]e|compare|check|follow|count|control|document|schedule|coordinate|collect|write|read|remember|learn|practi[sc]e|prepare|report|visuali[sz]e|run|sell|order|store|help|watch|communicate|catalogu?e|take|get|find|draw|play|talk|see|make|send|hand|warn|alert|tell|let|calculate|estimate|optimi[sz]e|reduce|save|give|provide|display|build|serve|support|highlight|notify|inform|e-?mail|shoot|identify|detect|discover|forecast|predict|automate|invite|examine|follow|decide|warn|map)\w*\b/iu,
  },
  {
    weight: 0.5,
    of: 'sentence',
    pattern:
      /\b(?:every (?:day|morning|evening|night|week|month|sunday|shift|year)|daily|weekly|all the time|each (?:day|week|morning))\b/iu,
  },
  {
    weight: 0.5,
    of: 'sentence',
    pattern:
      /\bas an? (?:\w+ )?(?:teacher|nurse|doctor|student|engineer|developer|designer|manager|parent|mom|dad|farmer|musician|artist|writer|coach|driver|lawyer|scientist|researcher|accountant|analyst|freelancer|librarian|data \w+)\b/iu,
  },
  // Asking, failing, wishing and planning are no stories.
  { weight: -1.6, of: 'clause', pattern: /\?\s*$/u },
  {
    weight: -1.2,
    of: 'clause',
    pattern:
      /\b(?:error|fails?|failed|failing|crash\w*|bug|exception|timeout|broken|unable|stuck|denied|issue|problem|trouble|warning)\b/iu,
  },
  {
    weight: -1.2,
    of: 'clause',
    pattern:
      /\b(?:not|n't|cannot|never|can't|cant|dont|doesnt|stopped)\b|n't\b|(?<!\p{L})(?:nicht|kein\p{L}*|pas|não|niet|geen|inte|не|non(?!-))(?!\p{L})/iu,
  },
  {
    weight: -1,
    of: 'clause',
    pattern: /\b(?:wish|would be|could|how (?:do|can|to)|can (?:i|we)|is there|possible|wondering|should)\b/iu,
  },
  {
    weight: -1,
    of: 'clause',
    pattern: /\b(?:if you|you can|you could|you need|you should|you might|please|let me know|for example,? if)\b/iu,
  },
  {
    ...{ weight: -1.3, of: 'clause' },
    pattern:
      /\b(?:workers?|celery|install\w*|upgrad\w+|updat\w+|deploy\w*|docker\w*|compose|container|migrat\w+|config\w*|npm|pip|apt|sudo|ssh|localhost|port|proxy|nginx|https?|ssl|certificate|authenticat\w*|login|log in|saml|oauth|ldap|token|cookie|branch|git|github|pull request|commit|repo|source code|compile|firmware|driver|version|v?\d+\.\d+(?:\.\d+)?|ubuntu|linux|debian|windows|centos|image|sketch|script|snippets?|function|endpoint|schema|syntax|column|parameter|json|csv|string|variable)\b/iu,
  },
  {
    ...{ weight: -0.9, of: 'purpose' },
    pattern:
      /\b(?:database|data ?source|query|queries|api|sql|server|instance|cluster|connector|backend|frontend|plugin|code|url|table|dropdown|filter|widget|user interface|postgres\w*|mysql|mongo\w*|athena|bigquery|redshift|snowflake|elasticsearch|python|java\w*|aws|ec2|gcp|azure|raspberry|arduino|board|shield|usb|serial)\b/iu,
  },
  {
    weight: -4,
    of: 'purpose',
    pattern:
      /^(?:an? |the |many |several |some |over |about |almost |more than |\d+ ?|two |three |four |five |a few |a couple of |couple of |few |quite |long |last |past |first |1 |\d+ ?)*(?:years?|months?|weeks?|days?|hours?|minutes?|a?while|time|times|long|ages|now|ever|first time)\b/iu,
  },
  {
    // Says that it is used, not what for.
    ...{ weight: -2, of: 'purpose' },
    pattern:
      /^(?:an? |the |some |my |our |many |most |different |various |similar |same |such |new |other |set of |couple of |few |bit |lot of )*(?:purposes?|reasons?|examples?|everything|anything|basically|it|this|that|them|something|things?|stuff|most|contexts?|follows|below|different|well|use|uses|projects?|data ?sources?|instance|en masse)\b/iu,
  },
  {
    ...{ weight: -1.5, of: 'purpose' },
    pattern:
      /^(?:my |our |the |an? )?(?:new |old |own )?(?:i-?phones?|i-?pads?|phones?|tablets?|laptops?|macs?|macbook|pc|android|computers?|kindle|browser|chrome|firefox|safari|ipod|device)\b/iu,
  },
  {
    ...{ weight: -1.2, of: 'purpose' },
    pattern:
      /^(?:see if|see whether|check (?:if|whether)|test|try|perform|execute|access|connect|restore|transition|load|fetch|poll|import|authenticate|log in|run (?:the |a )?(?:quer|script|command)|get (?:the|a) (?:result|quer|error|snapshot))/iu,
  },
  // A case that is made up.
  { weight: -2, of: 'clause', pattern: /^\W*(?:consider|imagine|suppose|let's say|assume|say)\b/iu },
  // Who knows what.
  { weight: -0.8, of: 'clause', pattern: /\b(?:use|used|using) (?:them|these|those) (?:to|for|as)\b/iu },
  // Goes on to say how it is made, not what for.
  { weight: -1.5, of: 'purpose', pattern: /^(?:i |it |is |are |be |called |named |each action|as follows|myself)/iu },
  {
    ...{ weight: -1, of: 'who' },
    pattern: new RegExp(`^(?:they|everyone)\\b|^(?:the|some|many)\\b(?!.*\\b(?:${PEOPLE})s?\\b)`, 'iu'),
  },
  {
    // Software uses software.
    ...{ weight: -1.5, of: 'who' },
    pattern:
      /(?:\b(?:app|apps|application|server|plugin|script|system|program|tool|site|website|bot|widget|worker|backend|frontend|firmware|code)|(?<!\p{L})(?:programm|skript|seite|dienst|aplicación|aplicativo|applicazione|appli|serveur|servidor|sistema|système|logiciel|приложение|сервер))$/iu,
  },
  // Tried, and nothing came of it.
  { weight: -4, of: 'attempt', pattern: FAILED },
  { weight: -0.8, of: 'purpose', pattern: /^\S+(?: \S+)?$/u },
  {
    // Could be said of any product.
    ...{ weight: -1, of: 'purpose' },
    pattern:
      /^(?:to )?(?:(?:an?|the|our|my|one|two|some|of|all|any|and|or|custom|different|various|many|new|business|personal|work|analy[sz]e|analy[sz]ing|explore|view|see|show|get|use|using|manage|control|data|information|purposes?|things|stuff|tools?|clients?|customers|users?|websites?|applications?|apps?|sources?|systems?|tasks?|needs?) ?)+(?:,|$)/iu,
  },
];

/** Sums what speaks for a story and against it. A small linear ranker whose weights a person set and can read. */
export function judgeUse(candidate: UseCandidate): number {
  let sum = candidate.isOfProduct ? -2 : candidate.isNamed ? 0.4 : 0;
  for (const { weight, of, pattern } of CUES) {
    const text = of === 'who' ? (candidate.who ?? '') : candidate[of];
    if (pattern.test(text)) sum += weight;
  }
  return sum;
}
