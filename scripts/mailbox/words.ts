import type { KeptMail } from '../mail-sink.js';
import { escapeHtml } from '../../server/words/mail-page.js';

const STYLE = `body{margin:0;background:#f3f4f6;color:#1d2129;font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;border-top:4px solid #a8201a}
main{max-width:60rem;margin:1.5rem auto;padding:1rem 1.5rem;background:#fff;border:1px solid #d9dce1}h1{font-size:1.2rem}
.en{color:#4e5560}table{width:100%;border-collapse:collapse}th,td{padding:.4rem .5rem;border-bottom:1px solid #e5e7eb;text-align:left;vertical-align:top;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;padding:1rem;background:#f7f8fa}a{color:#1d4f91}a:focus-visible{outline:3px solid #3b82f6}`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>
${body}
</main></body>
</html>
`;

/** An address in a text, up to a blank or the end of a sentence. */
const LINK = /https?:\/\/[^\s<>"']+/g;

/** A mail's text with its links to follow; everything else is only text. */
function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    const address = escapeHtml(link);
    html += `${escapeHtml(text.slice(from, index))}<a href="${address}" rel="noopener noreferrer">${address}</a>`;
    from = index + link.length;
  }
  return html + escapeHtml(text.slice(from));
}

const timeOf = ({ mail }: KeptMail): string => mail.date?.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }) ?? '';
const subjectOf = ({ mail }: KeptMail): string => mail.subject ?? '（无主题）';

/** The newest mails, each a link; `older` leads to those before. */
export function listPage(mails: readonly KeptMail[], older: string | undefined): string {
  const rows = mails.map(
    (kept) =>
      `<tr><td>${escapeHtml(timeOf(kept))}</td><td>${escapeHtml(kept.envelopeTo.join(', '))}</td><td><a href="/${encodeURIComponent(kept.name)}">${escapeHtml(subjectOf(kept))}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th scope="col">时间 <span class="en" lang="en">When</span></th><th scope="col">收件人 <span class="en" lang="en">To</span></th><th scope="col">主题 <span class="en" lang="en">Subject</span></th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  const none = '<p>还没有邮件。<span class="en" lang="en">No mail yet.</span></p>';
  const more =
    older === undefined ? '' : `<p><a href="/?before=${encodeURIComponent(older)}">更早的邮件 <span lang="en">Older mails</span></a></p>`;
  const head = '<h1>本机邮箱 <span class="en" lang="en">The mailbox of this machine</span></h1>';
  const note = '<p class="en">邮件不外发，全部留在这里。<span lang="en">No mail leaves this machine; all of it is kept here.</span></p>';
  return page('本机邮箱 · Mailbox', `${head}${note}${mails.length === 0 ? none : table}${more}`);
}

/** One mail as text: whatever else it holds is not shown. */
export function mailPage(kept: KeptMail): string {
  const { mail, envelopeTo } = kept;
  const repeat = mail.headers.has('x-duban-repeat') ? '<p>可能重复送出 <span class="en" lang="en">It may have come before</span></p>' : '';
  return page(
    subjectOf(kept),
    `<p><a href="/">← 全部邮件 <span lang="en">All mails</span></a></p><h1>${escapeHtml(subjectOf(kept))}</h1>
<p>发件人 <span class="en" lang="en">From</span>：${escapeHtml(mail.from?.text ?? '')}<br>收件人 <span class="en" lang="en">To</span>：${escapeHtml(envelopeTo.join(', '))}<br>时间 <span class="en" lang="en">When</span>：${escapeHtml(timeOf(kept))}</p>${repeat}
<pre>${linked(mail.text ?? '')}</pre>`,
  );
}

export const missingPage = (): string =>
  page(
    '未找到 · Not found',
    '<h1>没有这封邮件 <span class="en" lang="en">No such mail</span></h1><p><a href="/">全部邮件 <span lang="en">All mails</span></a></p>',
  );
