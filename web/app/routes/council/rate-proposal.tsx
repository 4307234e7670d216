import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateText,
  MoneyText,
  Page,
  Radios,
  SummaryList,
  Textarea,
  Warning,
} from '../../components/index.js';
import { perUnitWords } from '../../format/units.js';
import { AnswerRateProposalDocument, RateProposalsDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import {
  type FieldProblem,
  isRefused,
  type NotDone,
  notDone,
  problemOf,
  putRight,
  textOf,
  valuesOf,
} from '../../work/refusal.js';
import type { Route } from './+types/rate-proposal.js';
import { percentWords, ProposalTag } from './rate-card-words.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { rateProposals } = await callGraphql({ context, request }, RateProposalsDocument);
  const proposal = rateProposals.find(({ id }) => id === params.proposalId) ?? notFound();
  return { proposal, formKey: newFormKey() };
}

export async function action({ context, params: { proposalId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [answer, words] = [textOf(form, 'answer'), textOf(form, 'words')];
  const problems: FieldProblem[] = [];
  if (answer !== 'yes' && answer !== 'no') problems.push({ field: 'answer', message: 'Choose yes or no' });
  if (answer === 'no' && words === '') problems.push({ field: 'words', message: 'Say why not' });
  if (problems.length > 0) return putRight(problems, values);
  const { answerRateProposal } = await callGraphql({ context, request }, AnswerRateProposalDocument, {
    input: {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      proposalId,
      accept: answer === 'yes',
      words: words === '' ? null : words,
    },
  });
  if (isRefused(answerRateProposal)) return notDone(answerRateProposal, values);
  const { draftId } = answerRateProposal;
  throw redirect(
    draftId === null ? '/council/rate-cards/proposals?done=declined' : `/council/rate-cards/${draftId}?done=uploaded`,
  );
}

function AnswerForm({ formKey, answer }: { readonly formKey: string; readonly answer: NotDone | undefined }) {
  return (
    <Form method="post" noValidate>
      <FormKey value={formKey} />
      <Radios
        name="answer"
        fieldset={{ legend: 'What do you say?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        value={answer?.values['answer']}
        error={problemOf(answer, 'answer')}
        items={[
          {
            value: 'yes',
            label: 'Yes, make a draft with this price',
            hint: 'Another finance officer has to publish it. All other prices stay as they are.',
          },
          { value: 'no', label: 'No' },
        ]}
      />
      <Textarea
        name="words"
        label="If not, say why"
        hint="The provider reads this."
        rows={3}
        value={answer?.values['words']}
        error={problemOf(answer, 'words')}
        attributes={{ maxLength: 500 }}
      />
      <Button>Send the answer</Button>
    </Form>
  );
}

export default function RateProposal({ loaderData: { proposal, formKey }, actionData }: Route.ComponentProps) {
  const title = `${proposal.provider.name} asks for another price`;
  return (
    <Page before={<BackLink href="/council/rate-cards/proposals">Prices that providers propose</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {proposal.warning === null ? null : <Warning>{proposal.warning}</Warning>}
      <SummaryList
        rows={[
          { key: 'For', value: proposal.what },
          {
            key: 'Agreed now',
            value: (
              <>
                <MoneyText pence={proposal.currentPence} /> {perUnitWords(proposal.unit)}
              </>
            ),
          },
          {
            key: 'Asks for',
            value: (
              <>
                <strong>
                  <MoneyText pence={proposal.unitPricePence} />
                </strong>{' '}
                {perUnitWords(proposal.unit)} ({percentWords(proposal.percent)})
              </>
            ),
          },
          { key: 'From', value: <DateText date={proposal.fromOn} withYear /> },
          { key: 'Why', value: proposal.reason },
          { key: 'Asked', value: <DateText date={proposal.askedAt} withYear /> },
          { key: 'Answer', value: <ProposalTag status={proposal.status} /> },
          ...(proposal.answer === null ? [] : [{ key: 'What the council says', value: proposal.answer }]),
        ]}
      />
      {proposal.status === 'ASKED' ? <AnswerForm formKey={formKey} answer={actionData} /> : null}
      {proposal.draftId === null ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/council/rate-cards/${proposal.draftId}`}>
            Look at the draft that was made of it
          </Anchor>
        </p>
      )}
    </Page>
  );
}
