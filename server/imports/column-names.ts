import type { PostField } from './mapping.ts';

/**
 * What exports call their columns: letters and digits only, lower case, nested keys joined (`author.name` is
 * `authorname`). Within a field the surest names come first. Gathered from Discourse, Zendesk, Intercom, Reddit, the
 * Discord exporter, Slack, Hacker News, Facebook tools and surveys, in the languages those are used in.
 */
export const COLUMN_NAMES: Readonly<Record<PostField, readonly string[]>> = {
  externalId:
    list(`id postid messageid commentid externalid ticketid conversationid reviewid feedbackid responseid topicpostid uuid guid
    fullname name_t clientmsgid objectid recordid tweetid nr number beitragsid nachrichtid idmessage iddumessage identifiant identificador mensajeid ts`),
  text: list(`text body content message selftext rawbody raw plaintext plainbody bodytext comment posttext commenttext messagetext post cooked description
    feedback review reviewtext answer response verbatim htmlbody bodyhtml bodyplain freetext caption details blurb excerpt note opinion suggestion
    nachricht kommentar inhalt beitrag beschreibung texte contenu commentaire avis réponse texto contenido mensaje comentario comentarios opinión reseña
    descripción mensagem conteúdo comentário descrição testo messaggio commento contenuto recensione bericht tekst opmerking inhoud reactie текст сообщение
    комментарий отзыв 本文 メッセージ コメント 内容 テキスト 评论 内容文本 消息 留言 評論 텍스트 메시지 내용 댓글 نص رسالة`),
  title:
    list(`title subject topictitle posttitle topic threadtitle headline summary heading linktitle submissiontitle betreff titel überschrift titre
    sujet objet título asunto assunto titolo oggetto onderwerp заголовок тема タイトル 件名 标题 標題 제목`),
  authorId:
    list(`authorid userid useruid authoruid memberid senderid fromid authorfullname authoruserid requesterid submitterid creatorid createdbyid
    ownerid contactid customerid discordid slackid personid accountid profileid user benutzerid nutzerid autorid auteurid idautor idusuario utenteid
    respondentid participantid sourceauthorid`),
  authorName:
    list(`author authorname username user_name authorusername userhandle displayname nickname authornickname screenname handle by from fromname
    sender sendername user_username postedby member membername creator creatorname requester requestername submitter name fullname_person customer customername contactname
    reviewer reviewername login userlogin usernickname email authoremail useremail autor verfasser absender benutzer benutzername nutzer auteur utilisateur
    expéditeur autore mittente utente usuario nombre remitente usuário nome auteurnaam gebruiker afzender автор пользователь имя ユーザー 名前 投稿者 作者 用户 昵称 사용자 작성자`),
  isStaff:
    list(`isstaff staff authorisstaff userisstaff isadmin admin ismoderator moderator isemployee employee distinguished authorrole userrole role authortype
    isteam teammember isagent mitarbeiter sourceauthortype`),
  isBot: list(`isbot bot authorisbot authorbot userisbot botid isappuser isautomated automated`),
  createdAt:
    list(`createdat createdutc created timestamp postedat date datetime time postdate messagedate creationdate createddate createdtime createdon
    publishedat published pubdate publishdate submittedat submitted submitdate senton sentat sent dateposted postedon updatetime ts datum erstelltam erstellt zeit
    zeitstempel dateheure creele dateenvoi fecha fechacreacion creado data criadoem datacriacao dataora creatoil aangemaaktop geplaatstop startdate recordeddate enddate
    reviewdate дата создано время 日時 投稿日時 作成日 日付 创建时间 时间 日期 날짜 작성일`),
  editedAt:
    list(`editedat edited editedtimestamp timestampedited lastedited lasteditedat lasteditdate modifiedat modified updatedat updated lastupdated
    lastmodified editedts geändertam bearbeitetam modifiéle modificado atualizadoem`),
  url: list(`permalink url link posturl messageurl messagelink postlink weburl htmlurl permalinkurl href topicurl ticketurl commenturl sourceurl uri adresse lien
    enlace ссылка リンク 链接 링크`),
  thread: list(
    `thread threadid threadts topicid conversationid linkid submissionid rootid discussionid ticketid storyid threadname faden fil hilo`,
  ),
  parent:
    list(`parent parentid parentexternalid inreplyto inreplytoid replyto replytoid replytopostid referencemessageid replytopostnumber parentcommentid
    parentmessageid parentpostid referenceid`),
  channel: list(
    `channel channelname channelid subreddit forum category categoryname board room group groupname community kanal chaîne canal source`,
  ),
  language: list(`language lang locale langcode languagecode sprache langue idioma lingua taal язык 言語 语言`),
};

function list(names: string): string[] {
  return names.split(/\s+/).filter((name) => name !== '');
}
