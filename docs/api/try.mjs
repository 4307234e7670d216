// Runs the examples against a running product, exactly as their pages show them:
//   node docs/api/try.mjs                     all, in the order of the story
//   node docs/api/try.mjs placeOrder quote    only these
//   --show                                    with variables and answers
//   --write                                   puts variables and answers into the pages
// OWNCOURSE_URL is where it runs (http://localhost:3000). OWNCOURSE_PEOPLE (JSON: name to e-mail) and
// OWNCOURSE_PASSWORD name other people than the demo's. OWNCOURSE_CLOCK is when the product's clock was started, as the
// product itself was told; visits are entered after they ended, so that nothing runs in the first hour of a day.
import { readFile, writeFile } from 'node:fs/promises';
import { ApiClient } from './api-client.mjs';
import { day, makeGiven, newKey } from './given.mjs';
import { STORY } from './story.mjs';

const page = (operation) => new URL(`./examples/${operation}.md`, import.meta.url);
const block = (language) => new RegExp(`(?<=\`\`\`${language}\\n)[^]*?(?=\`\`\`)`, 'g');
const AsyncFunction = (async () => undefined).constructor;
const MOST_IN_A_LIST = 2;

function shortened(value) {
  if (Array.isArray(value)) return value.slice(0, MOST_IN_A_LIST).map(shortened);
  // A list as a file: its heading and as many rows.
  if (typeof value === 'string') return value.split(/(?<=\r\n)/).slice(0, 1 + MOST_IN_A_LIST).join('');
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shortened(field)]));
}

async function tryOne(operation, { ask, given }) {
  const text = await readFile(page(operation), 'utf8');
  const [code] = text.match(block('js'));
  const [, shown] = text.match(block('json')) ?? [];
  const asked = [];
  const remembering = async (who, name, variables = {}) => {
    const answer = await ask(who, name, variables);
    if (name === operation) asked.push({ variables, answer });
    given.remember(name, answer);
    return answer;
  };
  await new AsyncFunction('ask', 'given', 'day', 'newKey', code)(remembering, given, day, newKey);
  const last = asked.at(-1);
  if (!last) throw new Error(`The page of ${operation} does not ask it.`);
  const expected = JSON.parse(shown)[operation]?.__typename;
  const got = last.answer?.__typename;
  if (expected && got !== expected)
    throw new Error(`${operation} gave ${got} where its page shows ${expected}: ${JSON.stringify(last.answer)}`);
  return { ...last, text };
}

async function rewrite(operation, { text, variables, answer }) {
  const contents = [variables, { [operation]: shortened(answer) }].map(
    (value) => `${JSON.stringify(value, null, 2).replaceAll('\uFEFF', '\\ufeff')}\n`,
  );
  await writeFile(
    page(operation),
    text.replace(block('json'), () => contents.shift()),
  );
}

const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const client = new ApiClient(
  process.env.OWNCOURSE_URL ?? 'http://localhost:3000',
  JSON.parse(process.env.OWNCOURSE_PEOPLE ?? '{}'),
  process.env.OWNCOURSE_PASSWORD ?? 'demo',
);
const ask = async (who, operation, variables) => (await client.ask(who, operation, variables)).field;
const given = makeGiven(client);

for (const operation of chosen.length > 0 ? chosen : STORY) {
  try {
    const tried = await tryOne(operation, { ask, given });
    console.log(`✓ ${operation} ${tried.answer?.__typename ?? ''}`.trimEnd());
    if (flags.has('--show')) console.log(JSON.stringify({ variables: tried.variables, answer: tried.answer }, null, 2));
    if (flags.has('--write')) await rewrite(operation, tried);
  } catch (error) {
    console.log(`✗ ${operation}: ${error.cause?.message ?? error.message}`);
    process.exitCode = 1;
  }
}
