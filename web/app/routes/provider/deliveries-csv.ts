import { data } from 'react-router';
import { DeliveryTemplateDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import type { Route } from './+types/deliveries-csv.js';
import { providerOrders } from './roles.js';

/** The list of visits to fill in, as a file; no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const { deliveryTemplate } = await callGraphql({ context, request }, DeliveryTemplateDocument);
  if (deliveryTemplate === null) throw data(null, { status: 404 });
  return new Response(deliveryTemplate, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="visits-to-enter-${todayOf(context)}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
