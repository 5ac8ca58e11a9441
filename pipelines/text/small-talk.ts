import type { ListedLanguage } from './stop-words.ts';

/**
 * Words of courtesy and of talk about the talk, by language: thanks, laughter, "same problem here, any solution?".
 * Posts that share nothing else are not about one matter, so these words make neither clusters nor titles.
 */
const SMALL_TALK: Partial<Record<ListedLanguage, string>> = {
  en: `thanks thank thanx thx ty tysm cheers appreciate appreciated grateful sorry apologies apologize oops whoops duh lol lmao rofl haha hahaha hehe wow yay yep yup nope nah hmm hm huh
 ah oh aha welcome congrats congratulations luck glad hope hopefully advice helpful help helped helps suggestion suggestions suggest suggested reply replies replied respond response
 answer answers answered question questions ask asked asking problem problems issue issues solution solutions solve solved solving resolve resolved encounter encountered facing faced
 guys folks everyone everybody mate buddy dude sir evening afternoon goodnight idea ideas wondering wonder curious agree agreed exactly absolutely definitely totally
 sure maybe probably perhaps nice great good awesome cool happy fine works worked working worries regards greetings kindly meant mean misunderstood tldr tl dr imho imo btw fyi`,
  de: `danke dankeschön vielen merci gern gerne bitte hilfe helfen hilft tipp tipps frage fragen antwort antworten problem probleme lösung gelöst jemand idee ideen haha lol moin servus grüß grüße gruß
 tschüss morgen guten super toll klasse genau stimmt sorry entschuldigung leute zusammen willkommen`,
  es: `gracias saludos ayuda ayudar pregunta preguntas respuesta respuestas problema problemas solución alguien idea ideas jaja jajaja perdón perdona disculpa buenos buenas días tardes noches amigos
 genial perfecto exacto vale claro bueno buena bienvenida bienvenido bienvenidos bienvenidas estoy somos`,
  fr: `merci salut bonjour bonsoir aide aider question questions réponse réponses problème problèmes solution quelqu'un idée idées mdr désolé pardon super génial exact accord cordialement`,
  pt: `obrigado obrigada valeu abraço ajuda ajudar pergunta resposta problema problemas solução alguém ideia desculpa bom dia boa tarde noite pessoal kkk kkkk`,
  it: `grazie saluti aiuto aiutare domanda domande risposta risposte problema problemi soluzione qualcuno idea scusa scusate buongiorno buonasera ragazzi`,
  nl: `bedankt dank groeten hulp helpen vraag vragen antwoord probleem problemen oplossing iemand idee sorry haha goedemorgen`,
  sv: `tack hälsningar hjälp hjälpa fråga frågor svar problem lösning någon idé förlåt haha`,
  ru: `спасибо привет здравствуйте помощь помогите помочь вопрос вопросы ответ проблема проблемы решение извините пожалуйста ребята`,
};

/** The list of a language as a set; empty for a language without one. */
export function smallTalkOf(language: string): ReadonlySet<string> {
  const list = Object.hasOwn(SMALL_TALK, language) ? SMALL_TALK[language as ListedLanguage] : undefined;
  return new Set(list?.split(/\s+/));
}
