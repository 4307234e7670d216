import { data } from 'react-router';

/** A CSV to save under a name. @throws a 404 page where there is none */
export function csvFile(csv: string | null, name: string): Response {
  if (csv === null) throw data(null, { status: 404 });
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
