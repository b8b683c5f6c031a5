import { MAIL_REASONS, type MailReason } from '../../domain/mail-reasons.js';
import { REFUSAL_CODES } from '../../domain/refusals.js';
import { problems } from '../http/problems.js';
import type { Sentence } from '../http/sentence.js';

const mailReasonWords: Readonly<Record<MailReason, Sentence>> = {
  AddressRefused: {
    zh: '邮件服务器拒收该地址，请核对并更正收件人邮箱。',
    en: 'The mail server refuses this address. Check it and put it right.',
  },
  TextRefused: {
    zh: '邮件服务器拒收该邮件内容，请联系邮件系统管理员。',
    en: 'The mail server refuses the text of this mail. Ask whoever runs the mail server.',
  },
  ServerPutOff: {
    zh: '邮件服务器暂不接收，系统会继续重试。',
    en: 'The mail server does not take it for the time being; it is tried again.',
  },
  ServerAway: { zh: '邮件服务器无法连接，系统会继续重试。', en: 'The mail server cannot be reached; it is tried again.' },
  ConnectionLost: {
    zh: '发送时连接中断，邮件可能已送出，也可能未送出。',
    en: 'The connection was lost while it was sent; it may have gone out or not.',
  },
  Repeated: { zh: '中断后重发，收件人可能收到两次。', en: 'Sent again after an interruption; it may have come twice.' },
  HandedOver: {
    zh: '重发之前岗位已移交，有关提示改发给接任者。',
    en: 'The post was handed over before it could be sent again; its notices go to the new holder.',
  },
  Merged: {
    zh: '未曾送出，其内容已并入之后的另一封邮件。',
    en: 'It was never handed over; what it said goes out in a later mail.',
  },
  DutySettled: { zh: '有关事项已经了结，无须再发。', en: 'What it was about is settled; nothing needs to be sent.' },
  DutyMoved: {
    zh: '有关事项已改期或改由其他岗位负责，原提醒不再发送；到新的时点另行提醒。',
    en: 'What it was about has another date or another post by now, so it is not sent; a reminder comes when its time does.',
  },
  PostEmpty: { zh: '岗位目前无人担任，请任命。', en: 'Nobody holds the post at present; name a holder.' },
  NoAddress: { zh: '收件人没有登记邮箱，请补登。', en: 'No address of the recipient is known; enter one.' },
};
const isMailReason = (code: string): code is MailReason => MAIL_REASONS.some((one) => one === code);

/** Why something in the outbox or the mail ledger is where it is. Of a refused message no facts are kept: what its sentence would name is left open. */
export function reasonWords(code: string): Sentence {
  if (isMailReason(code)) return mailReasonWords[code];
  const refusal = REFUSAL_CODES.find((one) => one === code);
  if (refusal === undefined) return { zh: code, en: code };
  const { zh, en } = problems[refusal];
  return { zh: zh.replaceAll(/\{\w+\}/g, '…'), en: en.replaceAll(/\{\w+\}/g, '…') };
}
