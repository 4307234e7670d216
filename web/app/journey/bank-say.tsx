import { Form } from 'react-router';
import { Button } from '../components/index.js';
import {
  type BankLineFactsFragment,
  type BankLineKind,
  ExplainBankLineDocument,
  UndoBankExplanationDocument,
} from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { FormKey } from '../work/form-parts.js';
import { isRefused, notDone, textOf } from '../work/refusal.js';
import { couldBe, movedWords } from './bank-words.js';

/** Says what a line is, or takes that back. @returns which of the two was done, or the refusal */
export async function sayOfBankLine(asked: Parameters<typeof callGraphql>[0], form: FormData) {
  const [lineId, idempotencyKey, entryId] = ['lineId', 'idempotencyKey', 'entryId'].map((name) => textOf(form, name));
  const about = { lineId: lineId ?? '', idempotencyKey: idempotencyKey ?? '' };
  if (textOf(form, 'what') === 'undo') {
    const { undoBankExplanation } = await callGraphql(asked, UndoBankExplanationDocument, { input: about });
    return isRefused(undoBankExplanation) ? notDone(undoBankExplanation) : 'undone';
  }
  const { explainBankLine } = await callGraphql(asked, ExplainBankLineDocument, {
    input: { ...about, kind: textOf(form, 'kind') as BankLineKind, entryId: entryId === '' ? null : (entryId ?? null) },
  });
  return isRefused(explainBankLine) ? notDone(explainBankLine) : 'explained';
}

export interface LineToSay {
  readonly line: Pick<BankLineFactsFragment, 'id' | 'amountPence' | 'words'>;
  readonly formKey: string;
  /** The page's own address. */
  readonly here: string;
}

interface SayProps extends LineToSay {
  readonly fields: Readonly<Record<string, string>>;
  readonly words: string;
  readonly isMain?: boolean | undefined;
}

/** One press: a form with one button, which says of which line it speaks. */
export function Say({ line, formKey, here, fields, words, isMain }: SayProps) {
  const key = [formKey, line.id, ...Object.values(fields)].join('.');
  return (
    <Form method="post" action={here}>
      <FormKey value={key} />
      <input type="hidden" name="lineId" value={line.id} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant={isMain ? 'primary' : 'secondary'}>
        {words}
        <span className="govuk-visually-hidden">
          {' '}
          ({movedWords(line.amountPence)}, {line.words})
        </span>
      </Button>
    </Form>
  );
}

/** A button for each thing that an open line could be, the likeliest first. */
export function SayProposals(props: LineToSay & { readonly line: BankLineFactsFragment }) {
  return props.line.proposals.map((proposal, index) => (
    <Say
      key={proposal.entryId}
      {...props}
      fields={{ kind: proposal.kind, entryId: proposal.entryId }}
      words={couldBe(proposal)}
      isMain={index === 0}
    />
  ));
}
