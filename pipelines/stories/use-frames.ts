/**
 * Ways in which people tell of a use, English first. `%P%` stands for the product's names and what people say instead
 * ("it", "this app"), `%S%` for who does it, `%W%` for one of `words`. Named groups: `who`, `why`.
 */
export type UseFrame = {
  readonly name: string;
  /** How far the frame alone speaks for a story. */
  readonly strength: number;
  /** In lower case, with `|` between. One stands by itself in every telling of this form: most sentences hold none, and need no closer look. */
  readonly words: string;
  /** One of these follows directly in every telling of this form; `%P%` stands for the words that the product begins with. */
  readonly next?: string;
  /** Of these too one stands in every telling of this form, maybe as a part of a longer word. */
  readonly also?: string;
  readonly pattern: string;
};

const USE = 'use|uses|used|using|utilize|utilizes|utilizing|utilise|utilises|utilising|leverage|leverages|leveraging';
const ADVERBS =
  'also|now|mainly|mostly|often|always|currently|usually|just|only|actually|even|successfully|really|regularly|already|happily|still|primarily|heavily|recently|internally|extensively';
const AUXILIARY = "am|are|is|was|were|have been|has been|had been|'m|'re|'ve been|'s|been|have|has|'ve|do";
/** What may stand between the product and what it is for: how long, where, how often. */
const ASIDE =
  "(?:,? (?:mainly|mostly|every \\w+|daily|a lot|all the time|everyday|internally|heavily|primarily|together|successfully|at work|at home|in production|(?:version )?(?:in|at|within|across|on) (?!order)[\\w' ]{2,30}?|with (?:my|our) [\\w ]{2,24}?|for (?:about |almost |over |more than |nearly )?(?:an?|\\d+|one|two|three|four|five|several|many|some|the last|the past|quite)[\\w ]{0,12} (?:years?|months?|weeks?|days|while|time)(?: now)?))*,?";
const PLANS =
  "want|wants|plan|plans|planning|hope|hoping|trying|try|tried|looking|going|intend|intending|would like|'d like|'d love|would love|decided|started|starting|need|considering|began";
const GOAL = '(?<why>[^.!?;\\n]{4,160})';

/** How a language other than English says it. Of the product only its name or a word for it counts: what stands there may be anything. */
type Tongue = {
  readonly name: string;
  /** Who, as a pattern. */
  readonly subjects: string;
  /** What may stand between who and the verb. */
  readonly between: string;
  /** These say by themselves that the author does it, or are said behind who. */
  readonly own: string;
  /** These need somebody who does it. */
  readonly others: string;
  /** In front of the product's name. */
  readonly articles: string;
  /** Said instead of its name. */
  readonly standIns: string;
  readonly links: string;
};

const NOUN = "(?:[\\p{L}'-]+ ){0,4}?[\\p{L}'-]+";
const TONGUES: readonly Tongue[] = [
  {
    name: 'German',
    subjects: `ich|wir|(?:meine?|unsere?|eine?|viele|einige|alle|die|der) ${NOUN}`,
    between: 'auch|selbst|hier|mittlerweile|inzwischen|haben',
    own: 'nutze|nutzen|benutze|benutzen|verwende|verwenden|setze|setzen',
    others: 'nutzt|benutzt|verwendet|setzt',
    articles: 'das|die|den|der|unser|unsere|euer|eure',
    standIns: 'es|sie|ihn|das|dies|(?:diese|die|eure) app|(?:dieses|das|euer) (?:tool|programm|forum)',
    links: 'um|für|als|zum|zur|damit|bei',
  },
  {
    name: 'French',
    subjects: `je|j'|nous|on|(?:mon|ma|mes|notre|nos|une?|plusieurs|certains|les|la|le) ${NOUN}`,
    between: "l'|le|la|les|m'en|nous en|en",
    own: 'utilise|utilisons|sers|servons|emploie|employons',
    others: 'utilisent|sert|servent|emploient',
    articles: 'le|la|les|notre|votre|de',
    standIns: "(?:l'|cette |votre )appli(?:cation)?|(?:cet|votre|l')\\s?outil|ça|cela|le (?:logiciel|site|forum)",
    links: "pour|comme|afin de|afin d'|lors de|pendant",
  },
  {
    name: 'Spanish, Portuguese, Italian',
    subjects: `yo|nosotr[oa]s|eu|nós|a gente|io|noi|(?:mis?|nuestr[oa]s?|un[oa]?s?|l[oa]s|el|algun[oa]s|much[oa]s|(?:o |a |os |as )?(?:meus?|minhas?|noss[oa]s?)|uma?|muit[oa]s|(?:il |la |i |le )?(?:mi[oa]|miei|mie|nostr[oaie])|os|as|gli|il) ${NOUN}|un'${NOUN}`,
    between: 'lo|la|los|las|o|a|li|le|también|também|anche|siempre|sempre|ya|já|solo',
    own: 'uso|usamos|utilizo|utilizamos|usiamo|utilizzo|utilizziamo|empleamos',
    others: 'usa|usan|usam|usano|utiliza|utilizan|utilizam|utilizza|utilizzano|emplea|emplean',
    articles: 'el|la|los|las|o|a|os|il|lo|de',
    standIns:
      "lo|la|esto|isso|isto|quest[oa]|(?:esta|est[ae]|essa|la|l'|questa|o|vostra) ?(?:app|aplicación|aplicativo|applicazione)|(?:esta|la|essa|a) (?:herramienta|ferramenta)|(?:questo|lo) strumento|(?:el|este|o|esse|il|questo) (?:programa|programma|foro|forum)",
    links: 'para|pra|como|per|come',
  },
  {
    name: 'Dutch',
    subjects: `ik|wij|we|(?:mijn|onze|ons|een|veel|sommige|de) ${NOUN}`,
    between: 'zelf|nu|ook',
    own: 'gebruik|gebruiken',
    others: 'gebruikt',
    articles: 'de|het|onze|jullie',
    standIns: 'het|dit|deze app|de app|dit programma|deze tool',
    links: 'om|voor|als|bij|tijdens',
  },
  {
    name: 'Swedish',
    subjects: `jag|vi|(?:min|mina|vår|våra|en|ett|många) ${NOUN}`,
    between: 'också|nu',
    own: 'använder',
    others: 'brukar',
    articles: 'vår|er',
    standIns: 'det|den|appen|verktyget|programmet',
    links: 'för att|för|som|till',
  },
  {
    name: 'Russian',
    subjects: `я|мы|(?:мо[ийея]|наш[аеи]?) ${NOUN}`,
    between: 'его|её|это|также',
    own: 'использую|используем|пользуюсь|пользуемся|применяем',
    others: 'использует|используют',
    articles: 'этот|это',
    standIns: 'его|её|это|приложение|программу',
    links: 'чтобы|для|как',
  },
];

function toFrame({ name, subjects, between, own, others, articles, standIns, links }: Tongue): UseFrame {
  const word = "[\\p{L}\\p{N}][\\p{L}\\p{N}'.-]*";
  const verb = `(?:(?<who>${subjects})[ ']*(?:(?:${between})[ ']*){0,2}(?:${own}|${others})|(?:${own}))(?!\\p{L})`;
  const product = `(?<what>(?:(?:${articles}) )?(?:%N%|${standIns}))(?![\\p{L}\\p{N}])`;
  // "Im Urlaub nutzen wir es für …", "nous l'utilisons pour …"
  const pattern = `${verb}(?: (?<whom>${subjects}))?(?:(?: ${product})(?:,? ${word}){0,4}?|(?<='\\p{L}+|(?:lo|la|le|li|его|её) \\p{L}+))(?: ein)?,? (?<link>${links}) ?${GOAL}`;
  return { name, strength: 1.7, words: `${own}|${others}`, pattern };
}

export const USE_FRAMES: readonly UseFrame[] = [
  {
    name: 'we use it to',
    strength: 1.5,
    words: USE,
    next: '%P%',
    pattern: `%S%(?:[ ,]+(?:${ADVERBS}))*(?:[ ']*(?:${AUXILIARY}))?\\s+(?:(?:${ADVERBS}) )*%W%\\s+%P%${ASIDE}\\s+(?<link>to|for|as|so that|in order to|when|while|during)\\s+${GOAL}`,
  },
  {
    name: 'we plan to use it to',
    strength: 1.6,
    words: 'use|using|utilize|utilise|leverage',
    next: '%P%',
    pattern: `%S%(?:[ ,]+(?:${ADVERBS}))*(?:[ ']*(?:${AUXILIARY}))?(?:\\s+|(?='d))(?:(?:${ADVERBS}) )*(?:been |be )?(?:${PLANS}|thinking of|thinking about)\\s+(?:to |at )?(?:be able to )?%W%\\s+%P%${ASIDE}\\s+(?<link>to|for|as|so that|in order to)\\s+${GOAL}`,
  },
  {
    name: 'with it for people',
    strength: 1.2,
    words:
      'build|building|built|create|creating|created|make|making|made|develop|developing|developed|design|designing|set up|provide|provides|publish|share|embed|embedding',
    also: 'dashboard|report|chart|metric|alert|visuali|data|statistic|kpi',
    pattern: `(?<who>I|we|my \\w+|our \\w+)(?:[ ']*(?:${AUXILIARY}))?(?: (?:${ADVERBS}))*\\s+(?<link>%W%)\\s+(?<why>(?:an?|our|some|several|multiple|many|the|\\w+) [^.!?;\\n]{0,60}(?:dashboards?|reports?|charts?|metrics|alerts|visuali[sz]ations?|data|statistics|kpis?)\\b[^.!?;\\n]{0,40}\\b(?:for|so that|to)\\s+(?:our|my|the|all|other|other|internal|external|each|different|various|people|customers|clients|users|students|track|monitor|show|measure|see|help|report|give|analy[sz]e)\\b[^.!?;\\n]{2,100})`,
  },
  {
    name: 'used at',
    strength: 0.7,
    words: USE,
    next: '%P%',
    pattern: `%S%(?:[ ,]+(?:also|now|mainly|mostly|often|always|currently|usually))*(?:[ ']*(?:am|are|is|have been|has been|'m|'re|'ve been|'s))?\\s+%W%\\s+%P%\\s+(?<link>at|in|on|with)\\s+(?<why>(?:my|our|the|a|an|work|school|home|class|his|her|their)\\b[^.!?;\\n]{0,120})`,
  },
  {
    name: 'have somebody use it',
    strength: 1.8,
    words: 'use',
    next: '%P%',
    pattern: `(?:have|had|let|make|get)\\s+(?<who>(?:my|our|the) \\w+(?: \\w+)?)\\s+%W%\\s+%P%\\s+(?<link>to|for|as|when)\\s+${GOAL}`,
  },
  {
    name: 'it lets me',
    strength: 1,
    words: 'helps|helped|lets|allows|enables',
    next: 'me|us|my|our',
    pattern: `%P%\\s+(?:really |also )*(?<link>%W%)\\s+(?<who>me|us|(?:my|our) \\w+)\\s+(?:to )?(?<why>(?:keep|track|manage|organi[sz]e|plan|remember|stay|teach|monitor|follow|share|see|check|learn|control|find|write|record|measure|run|communicate|schedule|coordinate)\\b[^.!?;\\n]{3,140})`,
  },
  {
    name: 'built with it',
    strength: 0.2,
    words:
      'built|build|building|made|created|creating|set up|developed|developing|wrote|designed|designing|rigged|hooked',
    next: 'a|an|my|our|some|the|his|her',
    pattern: `(?<who>I|we|we've|I've|my \\w+|our \\w+)(?: have| am| are|'m|'re|'ve)?(?: just| recently| also)?\\s+%W%\\s+(?<why>(?:an?|my|our|some|the|his|her)\\b[^.!?;\\n]{6,140}?)\\s+(?<link>with|using|on|in|from|based on|around)\\s+%P%`,
  },
  {
    name: 'building something',
    strength: -0.6,
    words: 'built|building|made|created|developed|developing|designed|designing',
    next: 'a|an|my|our',
    pattern: `(?<who>I|we|we've|I've|my \\w+|our \\w+)(?: have| am| are|'m|'re|'ve)?(?: just| recently| also)?\\s+(?<link>%W%)\\s+(?<why>(?:an?|my|our)\\b[^.!?;\\n]{8,140})`,
  },
  {
    name: 'with it I track',
    strength: 1.2,
    words:
      'monitor|track|log|measure|record|manage|organise|organize|plan|teach|coordinate|schedule|keep|control|document|share|count|run',
    pattern: `(?:with|through|in|on|over)\\s+%P%,?\\s+(?<who>I|we|my \\w+|our \\w+)(?: can| now)?\\s+(?<why>%W%\\b[^.!?;\\n]{3,140})`,
  },
  {
    name: 'I track my',
    strength: 0.7,
    words: 'monitor|monitoring|track|tracking|measure|measuring|teach|teaching|coach|coaching',
    pattern: `(?<who>I|we|I'm|we're|we are|I am)(?: also| now| currently| just)*\\s+(?<why>%W%\\s+(?:my|our|the|both|\\d+|solar|energy|water|students|patients|kids)\\b[^.!?;\\n]{2,140})`,
  },
  {
    name: 'people use it to',
    strength: 1.4,
    words: USE,
    next: '%P%',
    pattern: `(?<who>(?:\\w+ )?(?:users|people|teams?|customers|clients|employees|colleagues|analysts|students|members|company|department|organi[sz]ation))\\s+(?:(?:who|that|are|is|is also|have been|has been|actively) )*%W%\\s+%P%${ASIDE}\\s+(?<link>to|for|as|so that|in order to)\\s+${GOAL}`,
  },
  {
    name: 'as a role',
    strength: 1.3,
    words: 'use|uses|using',
    next: '%P%',
    pattern: `(?:as|being|i'm|i am|we're|we are|i work as)\\s+an?\\s+(?<who>[\\w -]{2,40}?),?\\s+(?:and )?(?:I |we )?(?:mainly |often |mostly )?(?:who )?(?<link>%W%)\\s+%P%\\s+(?:to|for|as|when|at|in)\\s+${GOAL}`,
  },
  {
    name: 'my use is',
    strength: 1.1,
    words: 'project|use case|use-case|setup|application|workflow',
    next: 'is|was|involves|consists',
    pattern: `(?<!(?:into|in|for|of|with|to|on|from) )(?<who>my|our)\\s+%W%\\s+(?:is|was|involves|consists of)\\s+(?:to |that |for |an? )?${GOAL}`,
  },
  {
    name: 'perfect for',
    strength: 0.5,
    words: 'perfect|great|handy|ideal|excellent|good|useful|awesome|invaluable',
    next: 'app|tool|way|program|site|for|to|when',
    pattern: `%W%\\s+(?:app |tool |way |program |site )?(?<link>for|to|when)\\s+(?<why>(?:my|our|keeping|tracking|organi[sz]ing|planning|teaching|managing|travel\\w*|taking|sharing|students|teachers|work|school|business|families|kids|running)\\b[^.!?;\\n]{2,120})`,
  },
  {
    name: 'instead of paper',
    strength: 0.8,
    words: 'eliminated|replaced|replaces|instead of|no more|got rid of',
    pattern: `%W%\\s+(?<why>(?:all |my |our |the |an? )*(?:\\w+ )?(?:paper|notebooks?|notes|spreadsheets?|binders?|whiteboards?|clipboards?|sticky|lists?|calendars?|folders?|cards?)\\b[^.!?;\\n]{0,100})`,
  },
  {
    name: 'part of ours',
    strength: 1.6,
    words:
      'use|using|embed|embedding|embedded|integrate|integrating|integrated|include|including|put|putting|offer|offering',
    also: 'app|product|platform|site|page|portal|saas|service|intranet|shop|store|game|crm|erp|software|startup|ngo|school|university|hospital|clinic|class|lesson|course|lab|church|club|farm|workshop|studio|agency|firm',
    pattern: `%S%(?:[ ,]+(?:${ADVERBS}))*(?:[ ']*(?:${AUXILIARY}))?(?:\\s+|(?='d))(?:(?:${ADVERBS}) )*(?:(?:${PLANS}|able) (?:to |at )?(?:be able to )?)?%W%\\s+(?:[\\w-]+ ){0,3}?%P%(?: [\\w-]+){0,3}?\\s+(?<link>in|into|on|inside|within|with)\\s+(?<why>(?:our|my|a|an|the|their|his|her)\\s+(?:[\\w-]+ ){0,3}?(?:app|application|product|platform|site|website|web ?page|portal|saas|service|intranet|shop|store|game|crm|erp|software|startup|ngo|school|university|hospital|clinic|class|classes|classroom|lessons?|courses?|lab|church|club|farm|workshop|studio|agency|firm)\\b[^.!?;\\n]{0,120})`,
  },
  {
    name: 'we give it to',
    strength: 1.8,
    words:
      'provide|provides|providing|offer|offers|offering|give|giving|gives|run|running|host|hosting|sell|selling|expose|exposing|share|sharing',
    next: '%P%',
    also: 'service|customer|client|user|people|student|member|partner|team|employee|colleague|public|community|patient|parent|guest|department|school|famil',
    pattern: `(?<who>I|we|my \\w+|our \\w+|(?:an? |the )?\\w+ (?:on|in|of) (?:a )?team that|(?:an? |the )?(?:company|team|startup|agency) that)(?:[ ']*(?:${AUXILIARY}))?\\s+(?:(?:${ADVERBS}) )*(?:(?:${PLANS}) (?:to )?)?%W%\\s+%P%\\s+(?<link>as|to|for|with)\\s+(?<why>(?:an? |our |my |the |over |about |\\d+ )*(?:[\\w-]+ ){0,3}?(?:service|customers|clients|users|people|students|members|partners|teams|employees|colleagues|public|community|patients|parents|guests|departments?|schools|families)\\b[^.!?;\\n]{0,120})`,
  },
  {
    name: 'a part of it to',
    strength: 0.4,
    words: 'use|create|creating|created|build|building|built|set|setting|develop|developing|make|making|made|setup',
    next: 'up|a|an|one|two|three|some|several|multiple|many|few|these|this|the|our|my',
    also: 'dashboard|report|alert|chart|board|form|list|notebook|channel|timer|calendar|template|map|bot|playlist',
    pattern: `(?<who>I|we|my \\w+|our \\w+)(?:[ ']*(?:${AUXILIARY}))?\\s+(?:(?:${ADVERBS}) )*(?:(?:${PLANS}) (?:to )?)?%W%(?: up)?\\s+(?:an?|one|two|three|some|several|multiple|many|few|a few|these|this|the|our|my) (?:[\\w-]+ ){0,2}?(?:dashboards?|reports?|alerts?|charts?|boards?|forms?|lists?|notebooks?|channels?|timers?|calendars?|templates?|maps?|bots?|playlists?)(?: (?:in|on|with|using) %P%)?\\s+(?<link>to|so that|for)\\s+(?<why>(?!it |be |this |that |each calendar|the (?!\\w+ (?:of|in) )|display |show (?:the (?:data|quer|result)|a|all) )[^.!?;\\n]{6,160})`,
  },
  {
    name: 'we show it to people',
    strength: 0.5,
    words:
      'send|sending|notify|notifying|show|showing|share|sharing|give|giving|provide|providing|report|deliver|expose|alert|alerting|publish|embed|display',
    also: 'customer|client|user|student|sales|manager|department|partner|patient|parent|employee|staff|supplier|member|stakeholder|executive|website|store|shop',
    pattern: `(?<who>I|we|my \\w+|our \\w+)(?:[ ']*(?:${AUXILIARY}))?(?:\\s+|(?='d))(?:(?:${ADVERBS}) )*(?:(?:${PLANS}) (?:to )?(?:be able to )?(?:automatically |regularly )?)?(?<why>%W%\\s+[^.!?;\\n]{0,80}?\\b(?:our|my|external|internal|non-technical|end) (?:[\\w-]+ ){0,2}?(?:customers|clients|users|students|sales|managers?|departments?|partners|patients|parents|employees|staff|suppliers|members|stakeholders|executives|website|store|shop)\\b[^.!?;\\n]{0,100})`,
  },
  {
    name: 'I want to track',
    strength: 0.2,
    words:
      'monitor|track|measure|visualize|visualise|forecast|compare|automate|display|analyze|analyse|log|record|report',
    also: 'want|plan|hop|try|tried|look|going|intend|like|love|need|start|consider|decid|began|tempted|explor|evaluat|interest',
    pattern: `(?<who>I|we|my \\w+|our \\w+)(?:[ ']*(?:${AUXILIARY}))?(?:\\s+|(?='d))(?:(?:${ADVERBS}) )*(?:${PLANS}) to (?:be able to )?(?<why>%W%\\s+(?:my|our|daily|weekly|monthly|\\d+)\\b[^.!?;\\n]{2,140})`,
  },
  {
    name: 'lets others',
    strength: 0.7,
    words: 'allow|allowing|let|letting|enable|enabling',
    next: 'the|all|some|our|my|users|customers|visitors|their|non|external|internal',
    also: 'user|customer|client|student|member|partner|team|employee|colleague|staff|patient|parent|guest|people|reader|platform|product',
    pattern: `%W%\\s+(?<who>(?:the |all |some )?(?:our|my|users of our|customers of our|visitors of our|their|non-technical|external|internal) (?:[\\w-]+ ){0,2}?(?:users|customers|clients|students|members|partners|teams?|employees|colleagues|staff|patients|parents|guests|people|readers|platform|product))\\s+(?:to )?(?<why>(?!access|use|see the error)[a-z]+ [^.!?;\\n]{6,140})`,
  },
  ...TONGUES.map(toFrame),
];
