import { redirect } from 'react-router';
import { AgreeToShowDocument, ReportQuestionDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';

type Asked = Parameters<typeof callGraphql>[0];

/** What both sides of a question may do: let it be shown or not any more, and say that it is not right. */
export async function shareOrReport(asked: Asked, form: FormData, back: string) {
  const id = textOf(form, 'id');
  const values = valuesOf(form);
  if (textOf(form, 'act') === 'report') {
    const reason = textOf(form, 'reason');
    if (reason === '') return putRight([{ field: `reason-${id}`, message: 'Say what is not right' }], values);
    const { reportStoreQuestion } = await callGraphql(asked, ReportQuestionDocument, { id, reason });
    if (isRefused(reportStoreQuestion)) return notDone(reportStoreQuestion, values);
    throw redirect(`${back}?done=reported`);
  }
  const agrees = textOf(form, 'act') === 'show';
  const { agreeToShowQuestion } = await callGraphql(asked, AgreeToShowDocument, { id, agrees });
  if (isRefused(agreeToShowQuestion)) return notDone(agreeToShowQuestion, values);
  throw redirect(`${back}?done=${agrees ? 'agreed' : 'hidden'}`);
}
