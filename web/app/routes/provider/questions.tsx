import { Form, redirect } from 'react-router';
import { Button, Checkboxes, DateText, EmptyState, Page, Textarea } from '../../components/index.js';
import { AnswerQuestionDocument, QuestionsToUsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { shareOrReport } from '../questions/question-actions.js';
import { ReportForm, ShowChoice } from '../questions/question-forms.js';
import { QuestionTag } from '../questions/question-state.js';
import type { Route } from './+types/questions.js';
import { providerAnswers } from './roles.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerAnswers);
  const { storeQuestionsToUs } = await callGraphql({ context, request }, QuestionsToUsDocument);
  return { questions: storeQuestionsToUs };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerAnswers);
  const form = await request.formData();
  if (textOf(form, 'act') !== 'answer') return shareOrReport({ context, request }, form, '/provider/questions');
  const [id, answer] = [textOf(form, 'id'), textOf(form, 'answer')];
  if (answer === '') return putRight([{ field: `answer-${id}`, message: 'Write your answer' }], valuesOf(form));
  const { answerStoreQuestion } = await callGraphql({ context, request }, AnswerQuestionDocument, {
    input: { id, answer, mayShow: textOf(form, 'mayShow') === 'yes' },
  });
  if (isRefused(answerStoreQuestion)) return notDone(answerStoreQuestion, valuesOf(form));
  throw redirect('/provider/questions?done=answered');
}

function AnswerForm({ id, answer }: { readonly id: string; readonly answer: NotDone | undefined }) {
  const isThis = answer?.values['id'] === id && answer.values['act'] === 'answer';
  return (
    <Form className="oc-form-below" method="post">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="act" value="answer" />
      <Textarea
        name="answer"
        id={`answer-${id}`}
        label="Your answer"
        hint="Only the person who asked reads it. You can answer once."
        rows={3}
        value={isThis ? answer.values['answer'] : undefined}
        error={problemOf(answer, `answer-${id}`)}
        attributes={{ maxLength: 2000 }}
      />
      <Checkboxes
        name="mayShow"
        idPrefix={`may-show-${id}`}
        values={isThis && answer.values['mayShow'] === 'yes' ? ['yes'] : []}
        items={[
          {
            value: 'yes',
            label: 'Others may read the question and our answer',
            hint: 'Only if the person says yes too. The council reads it first.',
          },
        ]}
      />
      <Button>Send the answer</Button>
    </Form>
  );
}

export default function QuestionsToUs({ loaderData: { questions }, actionData }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <FormTitle title="Questions" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          answered: 'Your answer is sent.',
          agreed: 'Thank you. It is shown when the person agrees too and the council has read it.',
          hidden: 'It is not shown to others.',
          reported: 'Thank you. The council looks at it.',
        }}
      />
      <h1 className="govuk-heading-xl">Questions</h1>
      <p className="oc-lead">What people ask before they buy. We do not tell you who they are.</p>
      {questions.length === 0 ? (
        <EmptyState icon="info" title="Nobody has asked anything yet">
          <p className="govuk-body">When somebody does, you get a message and see it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Questions to us">
          {questions.map((one) => (
            <WorkItem
              key={one.id}
              headingLevel={2}
              title={`“${one.question}”`}
              facts={[
                <>
                  {one.serviceName}, <DateText date={one.askedOn} withYear />
                </>,
                ...(one.answer === null ? [] : [<>You answered: “{one.answer}”</>]),
                ...(one.whyNotShown === null ? [] : [`Why it is not shown: ${one.whyNotShown}`]),
              ]}
              aside={<QuestionTag state={one.state} />}
            >
              {one.answer === null ? <AnswerForm id={one.id} answer={actionData} /> : null}
              {one.answer !== null && one.state !== 'NOT_SHOWN' ? (
                <ShowChoice id={one.id} agrees={one.providerAgrees} />
              ) : null}
              <ReportForm id={one.id} answer={actionData} />
            </WorkItem>
          ))}
        </WorkList>
      )}
    </Page>
  );
}
