import { RateCardFileDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/rate-cards-csv.js';
import { csvFile } from './rate-card-file.js';

/** The prices of a card, as a file that comes back in; no page of its own. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const { rateCardFile } = await callGraphql({ context, request }, RateCardFileDocument, { id: params.cardId });
  return csvFile(rateCardFile, 'rate-card');
}
