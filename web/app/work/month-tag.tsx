import { Tag } from '../components/index.js';
import type { MonthCloseStatus } from '../generated/graphql.js';

const tags = {
  OPEN: { colour: 'grey', words: 'Open' },
  PREPARED: { colour: 'yellow', words: 'To be signed' },
  SIGNED: { colour: 'green', words: 'Closed' },
} as const;

export function MonthTag({ status }: { readonly status: MonthCloseStatus }) {
  const { colour, words } = tags[status];
  return <Tag colour={colour}>{words}</Tag>;
}
