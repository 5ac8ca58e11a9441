import type { ToldKind } from './kind.ts';

/**
 * Phrases that show what a post does, by kind and by strength. Words are lower-case; `*` stands for any one word.
 * A longer cue is listed where a shorter one would say too much: "how do i" asks, "how" alone does not.
 * Negative strengths speak against a kind.
 */
export const CUES: Readonly<Record<ToldKind, readonly { readonly strength: number; readonly phrases: string }[]>> = {
  complaint: [
    {
      strength: 1.9,
      phrases: `minutes late | min late | too quiet | too loud | too small | too long | too hard | too expensive | too many ads | can't hear | cannot hear | won't save | wont save | doesn't save | wrong order | not cool | not fixed | never fixed | never comes back | doesn't come back |
        won't connect | loses the connection | lost connection | loses connection | disconnects | keeps dropping | goes offline | went offline | paywalled | behind a paywall | took away | taken away | ruined | cost me | every single time | third time this | made no difference | didn't change anything |
        sent it back | returned my | want my money back | no longer possible | jumped back | came back in | is gone | are gone | kept crashing | shuts down | shut down | logs me out | doesn't respond | not responding | unresponsive | force close | force closes`,
    },
    {
      strength: 1.2,
      phrases: `drain | drains | draining | drained | dies | died | dead | loses | losing | resets | reset itself | disconnected | offline | lagging | ransom | angry | annoyed | workaround | kills | eats | ate my | every time | gave up | giving up | same here | does it too | same problem | same issue |
        happens to me | shuffled | swapped back | stuttering | buggiest | unable | interrupts | ads | spam | cheated | stolen | charged | overcharged | complaint | complain | dropped | drops`,
    },
    {
      strength: 0.6,
      phrases: `late | lost | gone | flat | again | weird | stopped | reconnect | silent | blinking | urgent`,
    },
    {
      strength: 2.2,
      phrases: `doesn't work | doesnt work | does not work | didn't work | not working | isn't working | isnt working | stopped working | no longer works | no longer working | won't load | won't open |
        won't start | wont load | wont open | fails to | keeps crashing | keeps freezing | keeps failing | always crashes | crashes | crashed | crashing | freezes | broken | is broken | bug | bugs | buggy |
        unusable | useless | waste of | horrible | terrible | awful | worst | hate | sucks | ridiculous | unacceptable | frustrating | frustrated | annoying | infuriating | garbage | piece of junk | disappointed |
        disappointing | rip off | ripoff | scam | lost all | lost my | data loss | can't log in | can't login | cant login | keeps logging | stuck on | goes blank | blank screen | black screen | white screen |
        too slow | so slow | very slow | super slow | extremely slow | painfully slow | times out | timed out | funktioniert nicht | geht nicht | kaputt | stürzt ab | ne marche pas | ne fonctionne | plante |
        no funciona | não funciona | non funziona | werkt niet | fungerar inte | не работает | 不能 | 无法 | 動かない | できない`,
    },
    {
      strength: 1.3,
      phrases: `error | errors | fail | fails | failed | failing | failure | issue | issues | problem | problems | trouble | wrong | crash | hangs | hang | freeze | frozen | glitch | glitches | glitchy | slow |
        laggy | lag | lags | unable to | can't | cannot | cant | won't | wont | refuses to | unfortunately | sadly | missing | disappeared | vanished | stuck | exception | traceback | 404 | 500 | corrupted | incorrect | incorrectly |
        unstable | regression | since the update | after updating | after the update | after upgrading | last update | latest update | new update | used to work | used to be | worse | poor | bad | dirty | rude | noisy | expensive |
        overpriced | confusing | complicated | unreliable | never works | not loading | doesn't load | doesn't show | not showing | does not show | doesn't even | not even | every time i | nothing happens | keeps | again and again |
        still not | still no | not able to | refund | uninstall | uninstalled | uninstalling | deleted the app | fix it | fix this | please fix | needs to be fixed | fehler | problem mit | langsam | erreur | lent | problema | erro | ошибка | 错误 | 问题 | バグ | エラー`,
    },
    {
      strength: 0.7,
      phrases:
        'but | however | no option | not able | not possible | not good | not great | not happy | not work | never | nothing | why is | why does | why do | why did | why can',
    },
    {
      strength: -1.2,
      phrases:
        'no problem | no problems | no issues | no issue | not a problem | never crashes | works fine now | problem solved | fixed it | solved it | works great | without any issues | bug free',
    },
  ],
  wish: [
    {
      strength: 2,
      phrases: `would pay | dreaming of | another vote | vote for | voting for | any news about | any news on | asking nicely | give us | bring back | can we talk about | wishlist | wish list | should be made | should be possible | should be added | should provide | should include | should let | needs an | need to add |
        would be gorgeous | would be plenty | would be perfect | would be lovely | would be handy | would be neat | would be fantastic | would be appreciated | would be wonderful | would be much | would make it | allow for | there should be | there needs to be | it should | they should | you should | let users |
        allow users | why can't we | would really like | i really want | add more | make it so | want to be able | be able to`,
    },
    {
      strength: 1.2,
      phrases: `pls | i want | i'd like | i would like | want to see | i just want | all i need | could we | could the | could it | would let | would want | would cover | would do it | would use | would also | roadmap | planned | feature | give me | voting | instead of | rather than | add a | add the | adding | mode | please`,
    },
    {
      strength: 2.6,
      phrases: `it would be great | it would be nice | would be nice | would be great | would be cool | would be awesome | would be useful | would be helpful | would be good | would be better | would be amazing | would be very |
        would be really | would love to see | would love a | would love the | would love if | would love it if | i'd love to see | i'd love a | i wish | wish there | wish it | wish you | wish they | wish i could | feature request | feature suggestion |
        please add | pls add | please make | please allow | please provide | please include | please support | please consider | please bring | please enable | please implement | should be able to | should have an option | should have the option |
        should be an option | need an option | needs an option | need a way to | add support | add the ability | add an option | add option | the ability to | could you add | can you add | can we have | can we get | could we have | any plans to | any plan to |
        are there plans | is it planned | on the roadmap | add a feature | missing feature | would like to see | would like to have | would like the | i'd like to see | i'd like to have | hope you | hoping for | hope to see | hopefully you |
        suggestion | suggestions | i suggest | i propose | proposal | my only wish | if only | how about adding | what about adding | looking forward to | wäre schön | wäre toll | wünsche mir | bitte füge | ce serait | j'aimerais | estaría bien | me gustaría |
        sería genial | seria bom | gostaria | sarebbe | vorrei | zou fijn | zou handig | skulle vara | было бы | хотелось бы | 希望 | 建议 | ほしい | 欲しい`,
    },
    {
      strength: 1.2,
      phrases: `should be | should have | should allow | should support | should add | could be improved | could use | needs to have | needs to be | needs more | need more | allow us | allow me to | allow users | let us | let me | make it possible | make it easier |
        instead of having to | provide a | provide an | support for | enable | ability | option to | options to | an option | more options | more control | please | why not | it'd be | would be | consider | request | enhancement | improvement | idea | vote | there should |
        if you could | if it could | if there was | if there were | only thing missing | lacks | lack of | no way to | wanted | customizable`,
    },
    {
      strength: -0.8,
      phrases:
        'please help | please let me know | please advise | help me | let me know | thanks in advance | how do i | how can i',
    },
  ],
  question: [
    {
      strength: 2,
      phrases: `how do i | how do you | how do we | how can i | how can we | how to | how would i | how should i | how does | is there a way | is there any way | is there anyway | is there any | is there a | are there any | does anyone | does anybody | do you know |
        anyone know | anybody know | has anyone | has anybody | anyone else | any idea | any ideas | any suggestions | any help | any advice | can someone | can anyone | can anybody | could someone | could anyone | can you help | could you help | what is the |
        what's the | what are the | what does | what do i | which one | where do i | where can i | where is the | where are | why does | why is | why do | why are | why did | when will | when is | who can | is it possible | would it be possible | am i missing |
        am i doing | what am i | i'm wondering | i was wondering | i am wondering | wondering if | wondering how | wondering whether | curious if | curious how | please help | help please | need help | thanks in advance | please advise | not sure how |
        how long | how much | how many | do i need | do i have to | should i | can i | could i | can you tell | can you explain | would anyone | wie kann | wie mache | weiß jemand | gibt es | kann man | comment faire | est-ce que | quelqu'un | cómo puedo | alguien sabe |
        cómo | como faço | alguém sabe | come posso | qualcuno | hoe kan | weet iemand | hur gör | hur kan | как сделать | подскажите | 怎么 | 如何 | 请问 | 吗 | どうやって | ですか | ますか | でしょうか`,
    },
    {
      strength: 0.6,
      phrases:
        'wondering | how | what | where | which | why | help | possible | does it | do you | is it | is this | are you | did you | have you | can you | could you',
    },
  ],
  praise: [
    {
      strength: 2.2,
      phrases: `love it | love this | love the | i love | loving | absolutely love | great app | great product | great tool | great job | great work | great game | good job | well done | awesome | amazing | fantastic | excellent | brilliant | superb | wonderful | perfect |
        outstanding | best app | best tool | the best | highly recommend | highly recommended | would recommend | five stars | 5 stars | keep up the good work | keep it up | keep up the great | so good | very good | really good | works great | works perfectly |
        works like a charm | works well | works flawlessly | very happy | really happy | so happy | impressed | life saver | lifesaver | game changer | thank you so much | thanks so much | kudos | hats off | can't live without | couldn't be happier | must have |
        super easy | very easy | so easy | easy to use | user friendly | very useful | very helpful | really useful | really helpful | super | großartig | toll | klasse | génial | parfait | excelente | genial | increíble | perfecto | ótimo | adoro | fantastico | perfetto |
        geweldig | fantastisk | jättebra | отлично | супер | 太好了 | 很好 | 素晴らしい | 最高`,
    },
    {
      strength: 1,
      phrases:
        'great | good | nice | cool | love | enjoy | enjoyed | enjoying | fun | helpful | useful | easy | fast | best | like it | like this | happy | glad | beautiful | clean | friendly | comfortable | recommend | thanks | thank you | appreciate | works | handy | addictive | addicting | pleased | favorite | favourite | simple | convenient | lovely | delicious',
    },
    {
      strength: -1.2,
      phrases:
        "not good | not great | not helpful | not useful | isn't great | isn't good | not easy | not user friendly | would be great | would be nice | would be good | would be helpful | would be useful | would be awesome | would be cool | used to be great | used to love | used to be | was great until | would be better | would be perfect | would love | thanks in advance | not the best | if it worked",
    },
  ],
  use_case: [
    {
      strength: 1.8,
      phrases: `i teach | i coach | we run | i use one | i use two | i use the | i use my | we use one | we use the | we use our | we use pucks | each player has | each student has | each of us has | works as a | one for each | life hack | how we use | how i use | weekend project | we do * with | i do * with | in our building | in my classroom |
        in our classroom | in our shop | in our office | my class | my pupils | our pupils | our students | our residents | our patients | our volunteers | our club | my shop | our shop | our restaurant | i work in a | i work at a | i work as | perfect for my | great for my`,
    },
    {
      strength: 1,
      phrases: `i put a | we put a | our setup | my setup | i built | we built | i made a | one on each | on every | at every | each * has | used to take | before this | instead of a | volunteers | residents | students | pupils | teacher | patients | customers | handover | i've extended | turned out to be | the kids | the children | unexpected benefit | without anybody`,
    },
    {
      strength: 2.4,
      phrases: `i use it to | i use it for | i use it as | i use this to | i use this for | i use this as | i use it at | we use it to | we use it for | we use it as | we use this to | we use this for | i'm using it to | i'm using it for | i am using it to | i am using it for | we're using it to |
        we're using it for | we are using it to | we are using it for | been using it to | been using it for | been using this to | been using this for | using it to track | using it to monitor | using it to manage | using it to keep | i built a | we built a | i made a * with |
        helps me keep | helps me to | helps us | allows me to | allows us to | lets me | lets us | my use case | our use case | use case | use cases | my project is | in my job | at work we | for my job | for my work | for my business | for my classroom | for my students | my students |
        my patients | my customers | our customers | our team uses | my team uses | as a teacher | as a nurse | as a developer | as a doctor | as a student | as an artist | as a parent | i run a | we run a | to keep track of | so that i can | so i can | ich nutze es | ich benutze es | wir nutzen |
        j'utilise | on utilise | lo uso para | la uso para | usamos | eu uso | lo uso per | ik gebruik het | jag använder | я использую | 我用 | 使っています`,
    },
    {
      strength: 0.8,
      phrases:
        'i use | we use | using it | use it | use this | for work | every day | everyday | daily | when i travel | at home | at school | in class | my kids | my family | my company | our company | our team | my team | for years | monitor | track my | organize my | manage my',
    },
    {
      strength: -0.8,
      phrases:
        "can't use | cannot use | unable to use | don't use | stopped using | no use | how do i use | how to use | trying to use | want to use | tried to use",
    },
  ],
};

/** How sure a kind must be before it is named; rarer kinds need more. */
export const THRESHOLDS: Readonly<Record<ToldKind, number>> = {
  complaint: 1.2,
  wish: 1.6,
  question: 1.8,
  praise: 1.5,
  use_case: 2.2,
};
