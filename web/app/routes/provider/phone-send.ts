import { RecordDeliveryDocument, StartVisitDocument, VisitsToEnterDocument } from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import { isDay } from '../../journey/calendar.js';
import { readVisitForm, writtenVisit } from '../../phone/visit-form.js';
import type { Trouble } from '../../phone/visit-queue.js';
import { isRefused, textOf } from '../../work/refusal.js';
import type { Route } from './+types/phone-send.js';
import { providerOrders } from './roles.js';

function answer(trouble: Trouble | null): Response {
  return Response.json({ done: trouble === null, trouble }, { headers: { 'Cache-Control': 'no-store' } });
}

/** What happened to a visit while it waited on the phone, said kindly; null when that explains nothing. */
function clashWords(status: string | undefined): Pick<Trouble, 'message' | 'whatToDo'> | null {
  switch (status) {
    case 'CANCELLED':
      return {
        message: 'This visit was cancelled before it reached us.',
        whatToDo: 'If you went all the same, call the person. What you wrote stays here until you remove it.',
      };
    case 'DELIVERED':
    case 'CONFIRMED':
    case 'DISPUTED':
      return {
        message: 'Somebody has entered this visit already.',
        whatToDo: 'Compare it with yours below. If theirs is right, remove yours from this phone.',
      };
    case undefined:
      return {
        message: 'We can’t find this visit any more.',
        whatToDo: 'It may have moved to another day. What you wrote stays here until you remove it.',
      };
    default:
      return null;
  }
}

/** Takes over one visit from a phone, as often as it is sent; answers in JSON, without sending anybody to another page. */
export async function action({ context, request }: Route.ActionArgs) {
  const { viewer } = storefront(context);
  if (!viewer?.roles.some((role) => providerOrders.includes(role))) return new Response(null, { status: 401 });
  const form = await request.formData();
  const [key, visitId, day] = [textOf(form, 'key'), textOf(form, 'visitId'), textOf(form, 'day')];
  if (textOf(form, 'kind') === 'arrived') {
    const { startVisit } = await callGraphql({ context, request }, StartVisitDocument, {
      input: {
        occurrenceId: visitId,
        idempotencyKey: key,
        startedAt: textOf(form, 'keptAt'),
        workerName: textOf(form, 'workerName'),
      },
    });
    if (!isRefused(startVisit)) return answer(null);
    const { message, whatToDo } = startVisit;
    return answer({ message, whatToDo, problems: 'problems' in startVisit ? startVisit.problems : [] });
  }
  const facts = isDay(day) ? readVisitForm(day, writtenVisit(form)) : [];
  if (!('startedAt' in facts))
    return answer({ message: 'Something needs to be put right first.', whatToDo: 'Change it.', problems: facts });
  const { recordDelivery } = await callGraphql({ context, request }, RecordDeliveryDocument, {
    input: { ...facts, occurrenceId: visitId, idempotencyKey: key },
  });
  if (!isRefused(recordDelivery)) return answer(null);
  const problems = 'problems' in recordDelivery ? recordDelivery.problems : [];
  const { message, whatToDo } = recordDelivery;
  if (problems.length > 0) return answer({ message, whatToDo, problems });
  const { occurrences } = await callGraphql({ context, request }, VisitsToEnterDocument, { from: day, to: day });
  const now = occurrences.find(({ id }) => id === visitId)?.status;
  return answer({ message, whatToDo, ...clashWords(now), problems: [] });
}
