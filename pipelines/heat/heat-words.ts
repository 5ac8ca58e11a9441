/**
 * Words of incivility, one list a line: `weight name: phrase | phrase`. Written by us. A `*` stands for the rest of a word, inside one for one sign;
 * phrases are matched without regard to case. The weight says how much one of them tells by itself, 0 to 1.
 */
export const HEAT_WORDS = `
0.6 insult: idiot | idiots | moron* | imbecile* | dumbass* | asshole* | arsehole* | scumbag* | retard* | bastard* | pathetic loser* | you people | you clown* | bunch of clowns | you liar* | shut up | get lost | go to hell | screw you | fuck you | fuck off | f*ck you | piss off | stfu | kys
0.5 accusation: shame on you | are you blind | are you stupid | are you kidding me | are you serious | what is wrong with you | what's wrong with you | you don't care | you guys don't care | you do not care | do your job | you should be ashamed | you have no idea | stop lying | scammer* | scam artist* | thieves | crooks | money grab | cash grab | rip off artist* | incompetent | incompetence | lazy developers | lazy devs | brain dead | braindead
0.35 contempt: garbage | piece of junk | total junk | trash | a joke | laughable | pathetic | ridiculous | disgusting | disgrace* | atrocious | idiotic | moronic | stupid | dumb | absurd | insane | worthless | useless piece | utterly useless | worst * ever | hate this | hate you | fed up | sick of | sick and tired | slap in the face | insult to
0.3 profanity: wtf | omfg | ffs | bullshit | bs | fuck* | fuckin* | fucking | shit | shitty | shite | crap | crappy | damn | goddamn | bloody hell | piss* off | pissed | for god's sake | for fuck's sake | sucks | suck ass | my ass | hell no
0.3 threat: i will sue | i'll sue | we will sue | my lawyer | our lawyer* | take legal action | report you to | you will regret | you'll regret | class action | i'll make sure | tell everyone to avoid
0.2 sarcasm: thanks for nothing | great job guys | nice job breaking | well done breaking | what a surprise | congratulations on breaking | brilliant idea to
`;
