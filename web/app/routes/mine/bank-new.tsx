import { redirect } from 'react-router';
import { BackLink, InsetText, Page } from '../../components/index.js';
import { MyBankDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { BankFileForm, FileProblems, sendBankFile } from '../../journey/bank-parts.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import type { Route } from './+types/bank-new.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MyBankDocument, { id, onlyOpen: true });
  if (!budget?.paysOffPlatform) throw redirect(keepFor('/my-budget/bank', subject));
  return { formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const budgetId = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const answer = await sendBankFile({ context, request }, await request.formData(), budgetId);
  if (!('brought' in answer)) return answer;
  const { newLines, knownLines, leftOut } = answer.brought;
  throw redirect(keepFor(`/my-budget/bank?new=${newLines}&known=${knownLines}&before=${leftOut}`, subject));
}

export default function BankNew({ loaderData: { formKey, subject }, actionData }: Route.ComponentProps) {
  const title = 'Send a bank statement';
  const failed = actionData && 'refusal' in actionData ? actionData : undefined;
  const problems = actionData && 'problems' in actionData ? actionData.problems : [];
  return (
    <Page before={<BackLink href={keepFor('/my-budget/bank', subject)}>Bank statement</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={failed} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {problems.length > 0 ? <FileProblems problems={problems} /> : null}
      <ol className="govuk-list govuk-list--number">
        <li>On your bank’s website or app, open the account that the budget is paid into.</li>
        <li>Choose the days, and “Export”, “Download”, “CSV”, “OFX” or “QIF”.</li>
        <li>Send that file here, as it is.</li>
      </ol>
      <BankFileForm formKey={formKey} failed={failed} />
      <InsetText>
        Sending the same file twice is safe, and files may overlap. Every line comes in once. Only you, those who act
        for you and your council’s officers can see it.
      </InsetText>
    </Page>
  );
}
