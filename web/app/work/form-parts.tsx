import { useSearchParams } from 'react-router';
import { ErrorSummary, NotificationBanner } from '../components/index.js';
import type { NotDone } from './refusal.js';

/** Carries the key that lets a form be sent twice and done once. */
export function FormKey({ value }: { readonly value: string }) {
  return <input type="hidden" name="idempotencyKey" value={value} />;
}

export interface NotDoneSummaryProps {
  readonly answer: NotDone | undefined;
  /** Ids of fields whose id is not their name in the problem, by that name; null for fields without a place here. */
  readonly fieldIds?: Readonly<Record<string, string | null>> | undefined;
}

/** What was not done, why, and what to do: at the top of the page, each field linked. Nothing when all is well. */
export function NotDoneSummary({ answer, fieldIds = {} }: NotDoneSummaryProps) {
  if (!answer) return null;
  const { message, whatToDo, problems } = answer.refusal;
  const hrefOf = (field: string): string | undefined => {
    const id = fieldIds[field] === undefined ? field : fieldIds[field];
    return id === null ? undefined : `#${id}`;
  };
  return (
    <ErrorSummary
      title={problems.length > 0 ? 'There is a problem' : message}
      description={problems.length > 0 ? message : whatToDo}
      errors={problems.map((problem) => ({ message: problem.message, href: hrefOf(problem.field) }))}
    />
  );
}

/** Says what has just been done, after the redirect to `?done=<what>`. */
export function DoneBanner({ words }: { readonly words: Readonly<Record<string, string>> }) {
  const [address] = useSearchParams();
  const text = words[address.get('done') ?? ''];
  return text === undefined ? null : <NotificationBanner kind="success" text={text} />;
}
