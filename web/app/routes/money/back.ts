import { redirect } from 'react-router';
import { SettleCardPageDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { isRefused } from '../../work/refusal.js';
import type { Route } from './+types/back.js';

/** Where the card company's page leads back to: what became of it is asked, then the person reads it on a page of ours. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const input = { sessionId: params.sessionId };
  const { settleCardPage } = await callGraphql({ context, request }, SettleCardPageDocument, { input });
  // The webhook or the next look settles it, so that nobody is kept waiting here.
  if (isRefused(settleCardPage)) throw redirect('/my-card');
  const { purpose, state, charge } = settleCardPage;
  if (purpose === 'PAY') throw redirect(charge ? `/my-card/${charge.id}` : '/my-card');
  throw redirect(`/my-card?done=${state === 'DONE' ? 'kept' : 'open'}`);
}
