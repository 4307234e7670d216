import { createCookie } from 'react-router';

/** As many as one page can show without becoming a search of its own. */
export const MOST_KEPT = 12;
/** Side by side on a desk; on a phone one scrolls. */
export const MOST_COMPARED = 4;
const QUARTER_OF_A_YEAR = 90 * 24 * 60 * 60;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of services alone, no person: it works before signing in and without script, and ends with signing out. */
const cookie = createCookie('owncourse_list', {
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  maxAge: QUARTER_OF_A_YEAR,
});

/** What can be an id, each once, the first so many. */
export function listOf(wanted: readonly unknown[], most = MOST_KEPT): string[] {
  const ids = wanted.flatMap((id) => (typeof id === 'string' && idShape.test(id) ? [id] : []));
  return [...new Set(ids)].slice(0, most);
}

/** Services that this browser keeps, in the order in which they were kept. */
export async function readKept(request: Request): Promise<string[]> {
  const kept: unknown = await cookie.parse(request.headers.get('Cookie'));
  return Array.isArray(kept) ? listOf(kept) : [];
}

/** The header that keeps these services from now on; none of them ends the cookie. */
export async function keep(request: Request, ids: readonly string[]): Promise<HeadersInit> {
  const secure = new URL(request.url).protocol === 'https:';
  const value = await cookie.serialize(listOf(ids), { secure, ...(ids.length === 0 ? { maxAge: 0 } : {}) });
  return { 'Set-Cookie': value };
}
