import { redirect } from 'react-router';
import { SettleCardPageDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer, safeReturnPath } from '../../graphql/call.js';
import { keepFor } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
import { isRefused } from '../../work/refusal.js';
import type { Route } from './+types/back.js';

/** Where the card company's page leads back to: what became of it is asked, then the person reads it on a page of ours. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const viewer = requireViewer(context, request);
  const input = { sessionId: params.sessionId };
  const { settleCardPage } = await callGraphql({ context, request }, SettleCardPageDocument, { input });
  // The webhook or the next look settles it, so that nobody is kept waiting here.
  if (isRefused(settleCardPage)) throw redirect('/my-card');
  const { purpose, state, charge, personId } = settleCardPage;
  const subject = { personId, isSelf: personId === viewer.personId };
  if (purpose === 'PAY') throw redirect(keepFor(charge ? `/my-card/${charge.id}` : '/my-card', subject));
  const then = safeReturnPath(addressValue(request, 'then'), '');
  if (then !== '' && state === 'DONE') throw redirect(then);
  const back = then === '' ? '' : `&then=${encodeURIComponent(then)}`;
  throw redirect(keepFor(`/my-card?done=${state === 'DONE' ? 'kept' : 'open'}${back}`, subject));
}
