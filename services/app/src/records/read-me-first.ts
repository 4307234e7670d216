import { dayWithYear, londonDate, londonTime, type RecordPart } from '@owncourse/kernel/contract';

export interface PartSeen {
  readonly part: RecordPart;
  /** Heading of the parts around it. */
  readonly group: string;
  rows: number;
  /** Photos and papers that lie in the download. */
  files: number;
}

/** Large letters, lines that are not too long, links that look like links; nothing that runs, nothing from elsewhere. */
const STYLE = `
  html { font: 1.25rem/1.5 'Atkinson Hyperlegible Next', Verdana, Arial, sans-serif; color: #1b1f23; background: #ffffff; }
  body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 42rem; overflow-wrap: break-word; }
  h1 { font-size: 2rem; line-height: 1.2; } h2 { font-size: 1.5rem; line-height: 1.25; margin-top: 3rem; } h3 { font-size: 1.25rem; margin: 2rem 0 0; }
  p { margin: 0.5rem 0; } li { margin: 0.25rem 0; }
  a { color: #0b5d5b; } a:focus { background: #ffdd00; color: #1b1f23; outline: 0; box-shadow: 0 4px #1b1f23; }
  .note { background: #f6f4ef; border-left: 0.5rem solid #0b5d5b; padding: 0.75rem 1rem; margin: 1.5rem 0; }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; } caption { font-weight: bold; text-align: left; }
  th, td { border-bottom: 1px solid #d8d3c8; padding: 0.5rem 1rem 0.5rem 0; text-align: left; vertical-align: top; font-weight: normal; }
  thead th { font-weight: bold; } .number { text-align: right; padding-right: 0; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .files a { display: inline-block; padding: 0.5rem 1.5rem 0.5rem 0; }
  @media print { a { color: inherit; } }`;

const NOT_HERE = [
  'Your password. We keep no word of it, only a mark that cannot be turned back.',
  'Your card’s number. The card company has it. We keep the last four figures.',
  'What you say in private: under “I don’t feel safe”, or about somebody who acts for you. Nobody who gets hold of this file can find it. If you said something, whoever heard it reads it to you when you ask.',
  'What belongs to other people, even where you share an order with them. Your own part is here.',
  'Messages about somebody you help. They are about that person.',
  'What you did at work for a provider, a group or a council. That belongs to them.',
  'A look at your budget by an officer who has to check that somebody is safe, while that check goes on. It shows here afterwards.',
  'Copies and counters that our computers need, and that say nothing new about you.',
];

/** The page that opens first: what the download holds, in plain words. Whole in itself, so that it opens without a connection. */
export function readMeFirst(seen: readonly PartSeen[], who: { readonly name: string; readonly at: Date }): string {
  const filled = seen.filter(({ rows }) => rows > 0);
  const empty = seen.filter(({ rows }) => rows === 0);
  const made = `${dayWithYear(londonDate(who.at))} at ${londonTime(who.at).toPlainTime().toString({ smallestUnit: 'minute' })}`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Everything about me: read me first</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>Everything we hold about you</h1>
<p>This is for ${text(who.name)}. It was made on ${text(made)}.</p>
<p class="note">It holds private things: what you bought, what you wrote, and your money. Keep it where only you can open it.</p>
<h2 id="how">How to use it</h2>
<p>Each kind of record comes twice. They say the same.</p>
<ul>
<li>The table (CSV) opens in a spreadsheet. Money is in pounds.</li>
<li>The JSON file is for a computer, such as another service you want to move to. Money is in pence.</li>
</ul>
<p>If something is wrong, tell us. You can ask for it to be put right.</p>
${filled.length === 0 ? '<p>We hold nothing about you yet.</p>' : index(filled)}
${groups(filled)}
${empty.length === 0 ? '' : nothingOf(empty)}
<h2 id="not-here">What is not in it</h2>
<ul>
${NOT_HERE.map((words) => `<li>${text(words)}</li>`).join('\n')}
</ul>
</main>
</body>
</html>
`;
}

function index(filled: readonly PartSeen[]): string {
  const rows = filled.map(
    ({ part, rows }) =>
      `<tr><th scope="row"><a href="#${part.name}">${text(part.title)}</a></th><td class="number">${count(rows)}</td></tr>`,
  );
  return `<h2 id="parts">What is in it</h2>
<table>
<caption>Each kind of record, and how many lines it has</caption>
<thead><tr><th scope="col">Kind of record</th><th scope="col" class="number">Lines</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function groups(filled: readonly PartSeen[]): string {
  const titles = [...new Set(filled.map(({ group }) => group))];
  return titles
    .map(
      (title) =>
        `<h2>${text(title)}</h2>\n${filled
          .filter(({ group }) => group === title)
          .map(section)
          .join('\n')}`,
    )
    .join('\n');
}

function section({ part, rows, files }: PartSeen): string {
  const lines = rows === 1 ? '1 line.' : `${count(rows)} lines.`;
  const papers =
    files === 0
      ? ''
      : ` ${count(files)} ${files === 1 ? 'photo or paper' : 'photos and papers'}, in the folder “${text(part.name)}”.`;
  const link = (ending: string, words: string): string =>
    `<a href="${part.name}.${ending}" aria-label="${text(`${part.title}: ${words}`)}">${words}</a>`;
  return `<h3 id="${part.name}">${text(part.title)}</h3>
<p>${text(part.about)}</p>
<p>${lines}${papers}</p>
<p class="files">${link('csv', 'Table (CSV)')} ${link('json', 'For a computer (JSON)')}</p>`;
}

function nothingOf(empty: readonly PartSeen[]): string {
  return `<h2 id="nothing">What we hold nothing of</h2>
<p>Nothing is kept about you under these names, so there is no file.</p>
<ul>
${empty.map(({ part }) => `<li>${text(part.title)}</li>`).join('\n')}
</ul>`;
}

const count = (number: number): string => number.toLocaleString('en-GB');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const text = (words: string): string => words.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
