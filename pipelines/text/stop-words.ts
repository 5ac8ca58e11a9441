/**
 * Function words by language: they join other words and carry no matter of their own.
 * English keeps how, why, when, what and which: question words tell intents apart.
 */
export const STOP_WORDS = {
  en: `a about after again all also am an and any are as at be because been before being but by came can come could did do does doing done don't
    doesn't didn't isn't aren't wasn't weren't each either else ever every few for from get gets getting go goes going gone got had has have having he her here hers him his
    i i'd i'll i'm i've if in into is it it's its itself just let lets let's like lot lots made make makes many may maybe me might mine more most much must my myself
    no nor not now of off oh ok okay on once one ones only or other others our ours out over own per perhaps please pls put quite really said same say says
    see seem seems shall she should since so some something such than that that's the their theirs them then there there's these they they're thing things this
    those though through to too under until up upon us very was way we we'd we'll we're we've well went were while who whom whose will with within
    without would yeah yes yet you you'd you'll you're you've your yours hi hello hey thanks thank thx anyone someone somebody everyone everybody actually basically
    already always another anything around away back bit both even still able need want use using used try trying tried know think im ive dont doesnt didnt isnt cant etc vs via`,
  de: `aber als also am an auch auf aus bei bin bis bist da damit dann das dass daß dein den denn der des dich die dies diese diesem diesen dieser dieses dir doch du durch
    ein eine einem einen einer eines er es etwas euch euer für gegen gibt hab habe haben hat hatte hier ich ihm ihn ihr ihre im in ist ja jede jeder jetzt kann kein keine
    können machen man mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine sich sie sind so soll sollte um und uns unser unter
    vom von vor war warum was wäre weil wenn wer werden wie wieder wird wir wo wurde zu zum zur über bitte danke hallo mal leider immer mehr viel dem seit alle allem aller alles
    selbst wurden worden hätte hätten würde würden könnte könnten konnte ihnen unsere unserem unseren eure jedem jeden weniger heute gestern gerade eigentlich einfach vielleicht halt
    eben trotzdem zwar deshalb dort wann wohl beim ins ans aufs geht ging kommt kam macht bisschen paar gar ganz nie nix dran drin drauf zwei drei`,
  fr: `ai au aussi autre aux avec avez avoir avons bien c'est ce cela ces cet cette chez comme dans de des du d'un d'une donc elle elles en encore est et eu été être fait
    faire fois il ils j'ai je jamais la le les leur leurs lui là ma mais me mes moi mon même n'est ne nos notre nous on ont ou où par pas peu peut plus pour pourquoi
    qu'il qu'on que quel quelle qui quoi sa sans se ses si son sont sous sur ta tes toi ton tous tout toute très tu un une va vers vos votre vous y à ça était bonjour merci`,
  es: `a al algo algún alguna alguien antes así aunque aún bien cada como con contra cual cuando cuándo cómo de del desde donde dos el ella ellas ellos en entre era es esa
    ese eso esta estaba estado estar este esto estos está están fue gracias ha hace hacer hacia han hasta hay he hola la las le les lo los me mi mis mucho muy más ni no nos nosotros
    o os otra otro para pero poco por porque puede puedo que quien qué se sea ser si sido sin sobre solo son soy su sus sí también te tengo tiene todo todos tu un una uno
    unos usted va vez y ya yo ahora tres siempre nunca nada toda todas luego después aquí allí ahí pues mismo misma otros otras van voy vamos tenía tienen tenemos hemos sea eran fui
    fueron podría puedes puede unas cosa cosas sólo casi hoy ayer`,
  pt: `a ainda alguém algum alguma ao aos as até bem bom cada com como da das de dela dele depois do dos e ela elas ele eles em entre era essa esse esta estar estava este eu está
    estão fazer foi gente há isso isto já la lhe mais mas me mesmo meu minha muito na nas nem no nos nossa nosso num numa não nós o obrigado olá onde os ou para pela pelo
    pode pois por porque posso pra qual quando que quem se sem ser seu sido só sobre sua são também te tem tenho ter tudo tão um uma umas uns vai vez você vocês à às é`,
  it: `a abbiamo ai al alla alle anche ancora avere c'è che chi ci ciao come con cosa così cui da dal dalla dei del della delle deve di dove due e ecco ed era essere fa fare
    fatto fino gli grazie ha hai hanno ho i il in io l'ho la le lei li lo loro lui ma me mi mia mio molto ne nei nel nella no noi non nostro o ogni per perché però più poi
    può qualche quando quanto quella quello questa questi questo qui se sei senza si sia siamo solo sono sta stato su sua sul sulla suo te ti tra tu tutti tutto un una uno
    va vi voi è`,
  nl: `aan al alle alleen als altijd andere ben bent bij daar dan dat de deze die dit doen doet door dus een eens en er geen gaan gaat goed had hallo heb hebben hebt heeft het hier
    hij hoe hun iets ik in is ja je jij jouw kan kunnen laten maar maken me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons onze ook op over te tegen
    toch toen tot u uit uw van veel voor waar waarom wat we weer wel welke werd wie wij wil worden wordt zal ze zich zij zijn zo zonder zou bedankt graag`,
  sv: `alla allt att av bara bli blir blev borde bra då de dem den denna deras det detta dig din dina där efter eller en er ett finns från få får för genom ger gick gör ha
    hade han har hej hej hon hur här i icke ingen inte ja jag kan kommer kunde man med mer mig min mina mitt mot mycket måste nej ni nu någon något när och också om oss på
    samma sig sin sina sitt ska skulle som så tack till under upp ut utan vad var vara varför vem vi vid vilken vill åt än är över`,
  ru: `а без более бы был была были было быть в вам вас ведь во вот все всё всегда вы где да даже для до его ее её если есть еще ещё же за здесь здравствуйте и из или им их
    к как какой когда кто ли лишь мне много может мой моя мы на над надо нам нас не него нее нет ни них но ну о об он она они оно от очень по под пожалуйста после потому
    почему при про с сам свой себя сейчас со спасибо так также такой там тебе тем то того тоже только том тот ты у уже хочу чего чем что чтобы это этого этой этот эту я`,
  zh: `的 了 是 我 我们 你 你们 您 他 他们 她 它 它们 在 有 和 与 跟 及 或 或者 也 都 就 才 又 再 只 很 太 更 最 不 没 没有 别 吗 呢 吧 啊 呀 啦 哦 嗯 这 这个 这些 这样 这里 那 那个 那些 那样 那里 个 些 种 次
    位 一个 一下 一些 一种 一样 可以 能 能够 会 要 想 应该 需要 到 去 来 说 看 把 被 给 让 对 对于 从 向 往 为 为了 以 以及 于 由 由于 用 使用 通过 进行 还 还是 但 但是 不过 而 而且 并 并且 如果 因为 所以 因此
    然后 之后 之前 以后 以前 时候 时 后 前 上 下 中 里 内 外 等 已 已经 现在 目前 正在 一直 什么 怎么 怎样 如何 为什么 哪 哪个 哪里 哪些 谁 多少 几 自己 大家 各位 请 请问 谢谢 感谢 你好 您好 帮忙 求助 知道 觉得 可能
    好 好的 比如 其他 另外 所有 每 每个 关于 其实 直接 出来 起来`,
  ja: `これ それ あれ この その あの ここ そこ どこ こちら そちら どちら どの どう なぜ こと もの ため よう です ます ました ません でした する して した ない なっ なる なり いる ある でき できる から まで より ので のに けど
    でも しかし また そして なお ただ という として について による において ところ とき 今回 場合 など みたい くらい だけ ください 下さい いただき いただけ いただい 頂き 頂け 頂い いたし 致し ござい お願い よろしく 宜しく
    ありがとう ありがとうございます 有難う こんにちは はじめまして 初めまして すみません すいません お世話 思い 思う 思っ しまい しまっ しまう さん 様 皆様 皆さん 私 僕 方 的 同じ 特に 一応 返信 お返事 ご返信 ご回答`,
  th: `ที่ และ เป็น ใน ของ มี ได้ ให้ ว่า จะ ไม่ ไป มา ก็ แต่ กับ หรือ นี้ นั้น นี่ นั่น ครับ ค่ะ คะ นะ เลย ด้วย ผม ฉัน เรา เขา มัน คุณ
    แล้ว อยู่ จาก โดย ทำ มาก อะไร ยังไง อย่างไร ทำไม ไหม เมื่อ ตอน ถ้า เพราะ ซึ่ง เพื่อ ต้อง อยาก สามารถ กัน ตาม ถึง ขึ้น ลง ออก เข้า
    อีก แค่ ทุก บาง หลาย กว่า ยัง เคย กำลัง คือ ใช้ ขอ ช่วย ขอบคุณ สวัสดี`,
} as const satisfies Record<string, string>;

/** Languages with a list of their own. */
export type ListedLanguage = keyof typeof STOP_WORDS;

/** The list of a language as a set; empty for a language without one. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  const list = Object.hasOwn(STOP_WORDS, language) ? STOP_WORDS[language as ListedLanguage] : '';
  return new Set(list.split(/\s+/));
}
