import { Tag } from '../../components/index.js';
import type { StoreQuestionState } from '../../generated/graphql.js';

const states = {
  ASKED: ['No answer yet', 'yellow'],
  ANSWERED: ['Answered', 'green'],
  TO_CHECK: ['Answered, the council reads it before it is shown', 'blue'],
  SHOWN: ['Answered and shown to everybody', 'green'],
  NOT_SHOWN: ['Answered, not shown', 'grey'],
  CLOSED: ['Closed by the council', 'red'],
} as const satisfies Readonly<Record<StoreQuestionState, readonly [string, string]>>;

export function QuestionTag({ state }: { readonly state: StoreQuestionState }) {
  const [words, colour] = states[state];
  return <Tag colour={colour}>{words}</Tag>;
}
