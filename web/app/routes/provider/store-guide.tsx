import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, SummaryList } from '../../components/index.js';
import { FinishGuideDocument, GuidePageDocument, SaveGuideAnswersDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-guide.js';
import { providerCatalogue } from './roles.js';
import { GuideFields } from './store-guide-fields.js';
import { type Answers, nextStep, questions, stepAfter } from './store-guide-questions.js';

const path = (step: string): string => `/provider/store/guide/${step}`;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { me, ownStore, guideAnswers, supportTypes } = await callGraphql({ context, request }, GuidePageDocument);
  // Whoever has a store already changes it there.
  if (ownStore) throw redirect('/provider/store');
  const given: Answers = Object.fromEntries(guideAnswers.map(({ name, value }) => [name, value]));
  if (params.step === 'go-on') throw redirect(path(nextStep(given)));
  if (params.step !== 'check' && !questions.some(({ step }) => step === params.step)) notFound();
  const answers: Answers = { name: me?.organisationName ?? undefined, email: me?.email, ...given };
  return { step: params.step, answers, isComplete: nextStep(given) === 'check', supportTypes, formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const asked = { context, request };
  const form = await request.formData();
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (params.step === 'check') {
    const publish = textOf(form, 'what') === 'publish';
    const { finishGuide } = await callGraphql(asked, FinishGuideDocument, { publish, idempotencyKey });
    if (isRefused(finishGuide)) return notDone(finishGuide);
    throw redirect(`/provider/store?done=${publish ? 'open' : 'drafts'}`);
  }
  const question = questions.find(({ step }) => step === params.step) ?? notFound();
  const problems: FieldProblem[] = [];
  const read = question.read(form, problems);
  // Ticked boxes are many of one name.
  const values = { ...valuesOf(form), ...('pricePence' in read ? {} : read) };
  if (problems.length > 0) return putRight(problems, values);
  const answers = Object.entries(read).map(([name, value]) => ({ name, value }));
  const { saveGuideAnswers } = await callGraphql(asked, SaveGuideAnswersDocument, { answers, idempotencyKey });
  if (isRefused(saveGuideAnswers)) return notDone(saveGuideAnswers, values);
  if (textOf(form, 'what') === 'later') throw redirect('/provider/store/start?done=later');
  throw redirect(path(new URL(request.url).searchParams.has('change') ? 'check' : stepAfter(question.step)));
}

function Check({ answers, isComplete, supportTypes, formKey }: Route.ComponentProps['loaderData']) {
  const names = new Map(supportTypes.map(({ slug, name }) => [slug, name]));
  return (
    <>
      <p className="oc-lead">This is what people will see.</p>
      <SummaryList
        rows={questions.map(({ step, title, words }) => ({
          key: title,
          value: words(answers, names) || 'Not answered yet',
          actions: [{ text: 'Change', href: `${path(step)}?change`, visuallyHiddenText: title }],
        }))}
      />
      <p className="govuk-body">We never show where you live: only the first half of your postcode.</p>
      {isComplete ? (
        <Form method="post">
          <FormKey value={formKey} />
          <div className="govuk-button-group">
            <Button name="what" value="publish">
              Put it on show now
            </Button>
            <Button name="what" value="draft" variant="secondary">
              Keep it as a draft
            </Button>
          </div>
        </Form>
      ) : (
        <p className="govuk-body">Answer every question, then you can put it on show.</p>
      )}
    </>
  );
}

export default function StoreGuide({ loaderData, actionData }: Route.ComponentProps) {
  const { step, answers, supportTypes, formKey } = loaderData;
  const index = questions.findIndex((question) => question.step === step);
  const question = questions[index];
  const title = question?.title ?? 'Check, and open your store';
  const before = index < 0 ? questions.at(-1) : questions[index - 1];
  // On the last page a problem leads to the page where its answer is.
  const elsewhere = Object.fromEntries(
    (actionData?.refusal.problems ?? []).map(({ field }) => [field, question ? field : null]),
  );
  return (
    <Page before={<BackLink href={before ? path(before.step) : '/provider/store/start'}>Back</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={elsewhere} />
      {question ? (
        <p className="govuk-caption-l">
          Question {index + 1} of {questions.length}
        </p>
      ) : null}
      <h1 className="govuk-heading-xl">{title}</h1>
      {question ? (
        <Form method="post" noValidate key={step}>
          <FormKey value={formKey} />
          <GuideFields question={question} answers={answers} answer={actionData} supportTypes={supportTypes} />
          <div className="govuk-button-group">
            <Button>Keep and go on</Button>
            <Button name="what" value="later" variant="secondary">
              Keep, and go on later
            </Button>
          </div>
        </Form>
      ) : (
        <Check {...loaderData} />
      )}
    </Page>
  );
}
