import { createHash } from 'node:crypto';

/** What somebody sees who follows a link: English, like all pages. */
const words = {
  asks: {
    title: 'This report needs a password',
    about: 'Whoever sent you the link has it. The report opens here once it is entered.',
  },
  wrong: {
    title: 'That was not the password',
    about: 'Check capitals and spaces, or ask whoever sent you the link.',
  },
  tooMany: {
    title: 'Too many tries',
    about: 'For a quarter of an hour no password is taken here. Ask whoever sent you the link.',
  },
  ended: {
    title: 'This link does not work, or no longer',
    about: 'It may have ended or been taken back. Ask whoever sent it to you for a new one.',
  },
  label: 'Password',
  open: 'Open the report',
} as const;

const style = `
:root{color-scheme:light dark;--ground:#f5f7f8;--card:#fff;--ink:#14202b;--muted:#5a6772;--rule:#c3ccd3;--accent:#0b5c6e;--accent-ink:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#0e1418;--card:#151c21;--ink:#e8eef2;--muted:#9aa8b3;--rule:#3a4853;--accent:#6cc3d5;--accent-ink:#06242b}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{box-sizing:border-box;width:min(420px,calc(100vw - 32px));padding:32px;border:1px solid var(--rule);border-radius:14px;background:var(--card)}
h1{margin:0 0 8px;font-size:20px;line-height:1.25}p{margin:0 0 20px;color:var(--muted)}
label{display:grid;gap:6px;font-weight:560}
input{min-height:40px;padding:6px 12px;border:1px solid var(--rule);border-radius:8px;background:var(--ground);color:inherit;font:inherit}
button{margin-top:14px;min-height:40px;padding:6px 16px;border:0;border-radius:8px;background:var(--accent);color:var(--accent-ink);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:2px solid #0b6fd0;outline-offset:2px}`;

/** Lets the page have its own style, send its form and do nothing else. */
export const sharePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of a link that opens nothing by itself. */
export function sharePage(says: 'asks' | 'wrong' | 'tooMany' | 'ended'): string {
  const { title, about } = words[says];
  const form =
    says === 'asks' || says === 'wrong'
      ? `<form method="post"><label>${words.label}<input type="password" name="password" required maxlength="200" autocomplete="off" autofocus></label><button>${words.open}</button></form>`
      : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} – Milepost</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${about}</p>${form}</main></body></html>
`;
}
