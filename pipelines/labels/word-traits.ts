/** What a word does in a phrase, whatever it means. */
export const TRAIT = {
  /** Points at something that a title does not show: "it", "this", "there". */
  pointing: 1,
  /** The writer: a title about "me" is about one post. */
  personal: 2,
  /** The reader of a thread: a title is nobody's question or advice to another member. */
  addressing: 4,
  /** Opens a question; inside a phrase it joins two that were not meant together. */
  asking: 8,
  /** May stand inside a phrase cut out of a sentence. */
  joining: 16,
  article: 32,
  /** Greetings and connectives: they open a sentence in a thread, not a title. */
  opening: 64,
  /** Thanks and regrets are about the thread, not about the matter. */
  courtesy: 128,
  /** Leaves a phrase open when it comes last. */
  hanging: 256,
  /** Leans on what came before when it comes first. */
  leaning: 512,
  /** Advice and talk about the thread when it comes first: "check", "see". */
  advising: 1024,
  /** What does not work is what posts are about. */
  failing: 2048,
  /** Code, addresses, foul words: not in a title. */
  unfit: 4096,
  /** Has no business at the end: "please". */
  closing: 8192,
  /** Opens a question, or a sentence whose subject was left out. */
  auxiliary: 16384,
  /** Tells of what is not there: the words behind it are not what it is about. */
  lacking: 32768,
  /** Tells that it is over: nobody opens a thread to say so. */
  settled: 65536,
  /** Tells what its writer did when it comes first: "I" was left out. */
  narrating: 131072,
  /** Belongs to the verb before it: "times out". */
  particle: 262144,
  /** The same where it comes last in its clause; elsewhere it belongs to what follows: "log in", "stürzt ab". */
  lateParticle: 524288,
  /** Tells how much or how many of what follows. */
  quantifying: 1048576,
} as const;

const LISTS: Partial<Record<keyof typeof TRAIT, string>> = {
  pointing: `it it's its it'll this that that's these those they they're they'd them he she him her his she's he's there there's here then so mine yours one ones
    das dies dieses diese dieser es ihn ihm dort hier eso esto esta este ese esa ello ahí ça cela ceci celui isso isto questo quello dit deze`,
  personal: `i i'm i've i'd i'll im ive me my myself we we're we've we'd we'll our us ours ich mir mich mein meine meinem meinen meiner wir uns unser unsere
    yo mi mis me nos nuestro nuestra je j'ai j'aimerais moi mon ma mes nous notre eu meu minha io mio mia ik mijn wij jag min mitt`,
  addressing: `you you're you've you'd you'll your yours yourself u ur ya y'all yall du dich dir dein deine deinen ihr euch eure eurem sie ihnen
    tú tu tus te usted ustedes vosotros vous votre vos toi você vocês teu seu voi vostro jij jouw jullie du din ditt anyone anybody somebody someone jemand alguien quelqu'un alguém qualcuno iemand`,
  asking: `how what when why which what's how's who who's where wie wann warum welche welcher wo cómo cuándo comment quand pourquoi come perché hoe wanneer`,
  joining: `of for to in on with without and or the a an from by at as not no via per into after before when during between over under is are
    de la le les el los las del des du en et y von vom im mit und der die das dem den für zu zum zur auf bei da do e di il van het een con para por pour sur au aux`,
  article: 'the a an der die das den dem la le el los las les il lo het een un una une',
  opening: `hi hello hey hallo hola bonjour ciao please pls then so and but also ok okay yes no yeah yep well actually just guys oh ohh anyway btw hmm hm um uh
    still again oder aber und also ja nein moin buenas pero entonces mais donc e ma`,
  courtesy: `thanks thank thx thanx ty tysm cheers sorry glad welcome congrats congratulations danke gracias merci obrigado obrigada grazie bedankt tack спасибо bienvenida bienvenido
    appreciated regards saludos willkommen bienvenue`,
  hanging: `of for to in with without and or but the a an from by at as via per into after before when during between over under is are was were be been being am not
    if than that which who whose because while until since about my your our their its his her very more most some any can could will would should may might do does did has have had i i'm also such isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't won't vs versus
    und oder aber mit von vom für der die das den dem ein eine einen einem einer zu zum zur bei im in auf ist sind war nicht auch wenn dass weil
    y o de del la el los las un una con para por en es son que no se et ou le les des du au aux avec pour est sont e di il van het een met voor`,
  auxiliary: `am is are was were be been being do does did has have had can could will would shall should may might must
    ist sind war hat habe kann könnte wird würde muss es son está ha puede podría est sont a peut è sono può`,
  leaning: `all both each another same such other only even and or but because so which who whose whom than as also then nor neither either if though although since while until that
    und oder aber weil denn dass wenn y o pero porque que et ou mais parce e ma perché en maar omdat`,
  advising: `check look search see read try open let let's lets tell post note remember keep hope make go give say refer follow ask have consider contact visit click enjoy
    schau schaut probier versuch mira prueba regarde essaie veja guarda`,
  failing: `issue issues problem problems trouble bug bugs problema problemas problème problèmes probleem problemen probleme not no never can't cannot cant won't wont doesn't doesnt don't isn't aren't didn't couldn't wouldn't without fail fails failed failing error errors missing wrong broken stuck
    slow late crash crashes crashed hangs lost nobody nothing unable nicht kein keine keinen nie fehlt fehler leer zu no nunca sin nada pas jamais sans`,
  lacking: 'without except besides ohne außer sin sans sem senza zonder utan без',
  settled: `worked solved resolved fixed succeeded succeed success successful successfully gelöst behoben erledigt geklappt resuelto solucionado arreglado résolu corrigé
    resolvido corrigido consertado risolto opgelost gelukt löst löste решено`,
  narrating: `made got had went tried bought found saw took gave came started loved enjoyed noticed moved switched wrote asked told checked looked added created met booked stayed visited
    ordered received returned arrived finished hice compré tuve puse fiz comprei tive`,
  particle: 'out up off down away back apart',
  lateParticle: `in on over through along around ab an auf aus ein um zu vor nach mit weg zurück los fest op uit af aan ut upp på av`,
  quantifying: `half quarter too so very more most less least fewer several many few enough both each every another two three four five six seven eight nine ten eleven twelve
    twenty thirty fifty hundred hundreds thousand thousands million millions dozen dozens zwei drei vier fünf zehn halbe halben viele mehr dos tres cuatro cinco diez medio media
    deux trois quatre cinq dix demi due quattro cinque dieci twee vier vijf tien två fyra fem tio`,
  closing: 'please pls plz bitte porfa lol haha though tho btw anyone anybody guys folks too',
};
/** Whole words only: a town or a surname may hold one of them. */
const FOUL =
  /^(?:fuck\w*|motherfuck\w*|shit\w*|bullshit|crap|asshole|arsehole|bitch\w*|bastards?|cunts?|dick|piss(?:ed)?|wtf|stfu|scheiß\w*|scheiss\w*|arschloch|mierda|joder|puta|merde|putain|cazzo|porra|kut|блять|сука)$/iu;
const CODE =
  /[\\=<>{}|$^@…]|:\/\/|\w\/\w+\/|\w_\w+_\w|^[^\p{L}\p{N}]*$|\.(?:py|js|sh|yml|yaml|json|sql|conf|com|org|net)\b|\(\)|^[-–—]/iu;

/** Nearly all words are such, and are no code. */
const LETTERS = /^[A-Za-z]+$/;

const TRAITS: ReadonlyMap<string, number> = collect();

/** The traits of a word as written, added up. */
export function traitsOf(word: string): number {
  const known = TRAITS.get(word.toLowerCase()) ?? 0;
  if (FOUL.test(word) || (!LETTERS.test(word) && CODE.test(word))) return known | TRAIT.unfit;
  return known;
}

function collect(): Map<string, number> {
  const traits = new Map<string, number>();
  for (const [name, list] of Object.entries(LISTS)) {
    const bit = TRAIT[name as keyof typeof TRAIT];
    for (const word of list.trim().split(/\s+/)) traits.set(word, (traits.get(word) ?? 0) | bit);
  }
  return traits;
}
