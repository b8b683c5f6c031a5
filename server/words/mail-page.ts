import { HOUR_MS } from '../../domain/calendar.js';
import type { MailDoc } from '../../models/mail.js';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text as it may stand in a page, also within quotes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');

const STYLE = `:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1d2129;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;border-top:4px solid #a8201a}
main{max-width:40rem;margin:8vh auto 2rem;padding:1.5rem;background:#fff;border:1px solid #d9dce1}
h1{margin:0 0 1rem;font-size:1.25rem}p{margin:.5rem 0}.en,.small{color:#4e5560;font-size:.9rem}
.matter{padding:.75rem 1rem;background:#f7f8fa;border-left:3px solid #1d2129;overflow-wrap:anywhere}
button{margin:1rem 0 .25rem;padding:.6rem 1.5rem;border:0;background:#1d2129;color:#fff;font:inherit;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid #3b82f6;outline-offset:2px}a{color:#1d4f91}`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** `2026-03-18 08:31` in Shanghai. */
const timeOf = (at: number): string => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The page of one mail: its subject, and a button that says that it was read; afterwards, when it was said. */
export function mailPage({ subject, firstAt, acknowledgedAt }: MailDoc): string {
  const head = `<h1>督办邮件 <span class="en" lang="en">A mail from Duban</span></h1>
<p class="matter">${escapeHtml(subject)}</p>
<p class="small">发出时间 <span lang="en">Sent</span>：<time>${timeOf(firstAt)}</time></p>`;
  const body =
    acknowledgedAt === undefined
      ? `<form method="post"><button type="submit">我已知悉 <span lang="en">I have read it</span></button></form>
<p class="small">点击即记入送达台账；办理事项请登录系统。<br><span class="en" lang="en">The click is kept in the mail ledger. To deal with the matter, log in.</span></p>`
      : `<p role="status"><strong>已确认知悉</strong>：<time>${timeOf(acknowledgedAt)}</time> <span class="en" lang="en">Read, as somebody has said.</span></p>`;
  return page('督办邮件 · 确认知悉', `${head}\n${body}\n<p><a href="/">登录办理 <span lang="en">Log in</span></a></p>`);
}

/** For a link that leads to no mail, or a click that came from elsewhere. */
export const refusalPage = ({ zh, en }: { readonly zh: string; readonly en: string }): string =>
  page(
    '督办邮件',
    `<h1>${escapeHtml(zh)}</h1>\n<p class="en" lang="en">${escapeHtml(en)}</p>\n<p><a href="/">登录 <span lang="en">Log in</span></a></p>`,
  );
