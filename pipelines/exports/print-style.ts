/** For reading on a screen and on A4 or Letter, in ink on white; nothing is split that belongs together. */
export const PRINT_STYLE = `
@page { size: A4; margin: 18mm 18mm 20mm; @bottom-right { content: counter(page) " of " counter(pages); font: 8pt "Inter", Arial, sans-serif; color: #5b5d66; } }
:root { color-scheme: light; --ink: #1c1d22; --muted: #5b5d66; --line: #dcdde2; --accent: #4b4fc4; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 10.5pt/1.5 "Inter", "Helvetica Neue", Arial, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
.report { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 0.9rem; margin-bottom: 1.4rem; }
h1 { font-size: 21pt; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 0.5rem; text-wrap: balance; }
h2 { font-size: 12pt; line-height: 1.3; margin: 1.5rem 0 0.35rem; break-after: avoid; }
p { margin: 0 0 0.6rem; orphans: 3; widows: 3; }
.byline, .notice, .more, footer { color: var(--muted); font-size: 9pt; margin: 0 0 0.25rem; }
.notice { margin-bottom: 0.6rem; break-after: avoid; }
ul, ol { margin: 0 0 0.6rem; padding-left: 1.2rem; }
li > p { margin: 0 0 0.2rem; }
a { color: var(--accent); text-decoration: none; }
a.cite { font-size: 0.75em; vertical-align: 0.35em; line-height: 0; padding-left: 0.05em; }
.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.6rem 1.2rem; margin: 0.4rem 0 0.9rem; padding: 0.8rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); break-inside: avoid; }
.facts dt { color: var(--muted); font-size: 8.5pt; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts div:nth-child(-n+2) dd { font-size: 17pt; line-height: 1.2; letter-spacing: -0.01em; }
.facts div:last-child:nth-child(6) { grid-column: span 3; }
table { width: 100%; border-collapse: collapse; margin: 0.4rem 0 1rem; font-size: 9.5pt; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 500; }
.chart { break-inside: avoid; font-variant-numeric: tabular-nums; }
.chart caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; break-after: avoid; }
.chart th, .chart td { padding: 0.12rem 0.7rem 0.12rem 0; border: 0; }
th, td { overflow-wrap: normal; }
.chart thead th { white-space: nowrap; }
.chart tbody th { font-weight: 400; white-space: nowrap; width: 1%; }
.chart .value, .chart thead th + th { text-align: right; width: 1%; }
.chart .bar { width: 98%; padding-right: 0; vertical-align: middle; }
.chart .bar span { display: block; height: 0.62rem; background: var(--accent); border-radius: 1px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
figure { margin: 0 0 0.95rem; break-inside: avoid; }
figure blockquote { margin: 0; padding: 0.1rem 0 0.1rem 0.85rem; border-left: 2.5px solid var(--accent); white-space: pre-wrap; font-size: 10.5pt; }
figure.long { break-inside: auto; }
figure.long blockquote { orphans: 4; widows: 4; }
figcaption { break-before: avoid; padding-left: 0.98rem; margin-top: 0.2rem; color: var(--muted); font-size: 8.5pt; }
.cut { color: var(--muted); }
.warning { color: #8a4b00; }
.aside { margin: 0 0 0.6rem; padding-left: 0.85rem; border-left: 2px solid var(--line); color: var(--muted); }
pre { white-space: pre-wrap; font: 9pt/1.45 ui-monospace, Menlo, Consolas, monospace; background: #f5f5f7; padding: 0.6rem 0.8rem; border-radius: 4px; }
footer { break-before: avoid; border-top: 1px solid var(--line); padding-top: 0.7rem; margin-top: 1.6rem; }
@media print { .report { max-width: none; padding: 0; } }
@media (max-width: 40rem) { .facts { grid-template-columns: repeat(2, 1fr); } }
`;
