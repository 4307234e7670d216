import { RateCardTemplateDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import type { Route } from './+types/rate-cards-template.js';
import { csvFile } from './rate-card-file.js';

/** The list of prices to fill in, as a file; no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const provider = new URL(request.url).searchParams.get('provider');
  const providerId = provider === null || provider === 'any' ? null : provider;
  const { rateCardTemplate } = await callGraphql({ context, request }, RateCardTemplateDocument, { providerId });
  return csvFile(rateCardTemplate, `prices-to-fill-in-${todayOf(context)}`);
}
