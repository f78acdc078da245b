/** The look of the pages: a card in the middle, light or dark as the reader has it. Colours are the dashboard's. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f5f6f8;--surface:#fff;--text:#18212c;--muted:#55616f;--line:#dfe3e9;--edge:#838f9e;
--accent:#2f55c8;--hover:#2446ab;--on-accent:#fff;--danger:#b3261e;--danger-soft:#fcebe9;--soft:#e9eefc}
@media (prefers-color-scheme:dark){:root{--ground:#10151b;--surface:#181f27;--text:#e7ecf2;--muted:#a2aebc;--line:#2b3541;
--edge:#7d8a99;--accent:#9db7ff;--hover:#b8caff;--on-accent:#101c3c;--danger:#ffa399;--danger-soft:#3d2422;--soft:#222f4f}}
*{box-sizing:border-box}
html{font:100%/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Open Sans',sans-serif;background:var(--ground);
color:var(--text);text-size-adjust:100%;-webkit-text-size-adjust:100%}
body{margin:0;min-block-size:100vh;min-block-size:100dvh;display:flex;flex-direction:column;align-items:center;
padding:1.5rem 1rem}
main{inline-size:100%;max-inline-size:25rem;margin-block:auto;background:var(--surface);border:1px solid var(--line);
border-radius:.875rem;padding:2rem}
svg{display:block;margin-block-end:1.25rem}
h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.015em}
p{margin:.375rem 0 0;color:var(--muted);overflow-wrap:anywhere}
form{display:grid;gap:1.125rem;margin-block-start:1.5rem}
label{display:grid;gap:.25rem;font-weight:560}
small{font-weight:400;font-size:.875rem;color:var(--muted)}
input{font:inherit;font-weight:400;color:inherit;background:transparent;inline-size:100%;min-block-size:2.875rem;padding:.5rem .75rem;
border:1px solid var(--edge);border-radius:.5rem}
input[aria-invalid]{border-color:var(--danger)}
button{font:inherit;font-weight:600;min-block-size:2.875rem;padding:.5rem 1rem;border:1px solid transparent;
border-radius:.5rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
button:hover{background:var(--hover)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.problem{margin-block-start:1.25rem;padding:.75rem 1rem;border-radius:.5rem;background:var(--danger-soft);
color:var(--danger);font-weight:560}
.problem+p{margin-block-start:1rem}
footer{font-size:.875rem;color:var(--muted);text-align:center;margin-block-start:1.5rem}
@media (max-width:30rem){main{padding:1.25rem}footer{margin-block-start:1rem}form{gap:1rem;margin-block-start:1.25rem}}
@media (max-height:34rem){main{margin-block:0}}
`;
