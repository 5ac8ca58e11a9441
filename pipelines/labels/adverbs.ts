import type { ListedLanguage } from '#pipelines/text/stop-words.ts';

/** Words that tell when, how often or how surely, by language, and are no stop words: in a title they claim nothing. */
const ADVERBS: Partial<Record<ListedLanguage, string>> = {
  en: `soon anytime anymore sometime sometimes someday often usually rarely currently recently lately finally eventually previously longer simply completely properly correctly possibly apparently
    suddenly quickly easily immediately automatically constantly continuously frequently occasionally randomly repeatedly`,
  de: `bald demnächst irgendwann manchmal oft häufig selten meistens gerade derzeit aktuell kürzlich neulich endlich bereits früher plötzlich ständig dauernd einfach komplett richtig möglicherweise vielleicht scheinbar schnell sofort`,
  es: 'pronto siempre frecuentemente actualmente recientemente últimamente finalmente simplemente completamente correctamente quizás posiblemente rápidamente repentinamente',
  fr: 'bientôt toujours souvent parfois rarement actuellement récemment dernièrement enfin finalement simplement complètement correctement peut-être rapidement soudainement',
  pt: 'logo sempre frequentemente raramente atualmente recentemente ultimamente finalmente simplesmente completamente corretamente talvez possivelmente rapidamente',
  it: 'presto sempre spesso raramente attualmente recentemente ultimamente finalmente semplicemente completamente correttamente forse possibilmente rapidamente',
  nl: 'binnenkort altijd vaak soms zelden momenteel onlangs eindelijk gewoon volledig misschien mogelijk snel plotseling',
  sv: 'snart alltid ofta ibland sällan nyligen äntligen plötsligt enkelt helt kanske möjligen snabbt',
  ru: 'скоро всегда часто иногда редко сейчас недавно наконец просто полностью возможно быстро внезапно',
};

/** The list of a language; empty for a language without one. */
export function adverbsOf(language: string): readonly string[] {
  return Object.hasOwn(ADVERBS, language) ? (ADVERBS[language as ListedLanguage]?.split(/\s+/) ?? []) : [];
}
