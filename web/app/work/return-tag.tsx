import { Tag } from '../components/index.js';
import type { ReturnState } from '../generated/graphql.js';

const states = {
  TO_COME: ['Not over yet', 'grey'],
  DUE: ['Can be sent', 'blue'],
  LATE: ['Late', 'red'],
  SENT: ['Sent', 'green'],
} as const satisfies Readonly<Record<ReturnState, readonly [string, string]>>;

export function ReturnTag({ state }: { readonly state: ReturnState }) {
  const [words, colour] = states[state];
  return <Tag colour={colour}>{words}</Tag>;
}
