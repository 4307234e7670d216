import { describe, expect, it } from '@jest/globals';
import { keep, listOf, MOST_KEPT, readKept } from './kept-list.js';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ask = (cookie?: string, origin = 'http://localhost'): Request =>
  new Request(`${origin}/my-list`, cookie === undefined ? {} : { headers: { Cookie: cookie } });
const cookieOf = (headers: HeadersInit): string => new Headers(headers).get('Set-Cookie') ?? '';

describe('the list that a browser keeps', () => {
  it('comes back as it was kept, and is not for scripts or other sites', async () => {
    const header = cookieOf(await keep(ask(), [id(2), id(1)]));
    expect(header).toMatch(/^owncourse_list=[^;]+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await readKept(ask(header.split(';')[0]))).toEqual([id(2), id(1)]);
    expect(cookieOf(await keep(ask(undefined, 'https://care.example'), [id(1)]))).toContain('; Secure');
  });

  it('ends when it is emptied', async () => {
    expect(cookieOf(await keep(ask(), []))).toContain('; Max-Age=0;');
  });

  it('holds each once, only ids, and no more than fit', async () => {
    const many = Array.from({ length: MOST_KEPT + 5 }, (_, number) => id(number));
    expect(listOf([id(1), id(1), 'nonsense', '', null, id(2)])).toEqual([id(1), id(2)]);
    expect(listOf(many)).toEqual(many.slice(0, MOST_KEPT));
    expect(await readKept(ask(cookieOf(await keep(ask(), many)).split(';')[0]))).toEqual(many.slice(0, MOST_KEPT));
  });

  it.each([undefined, 'owncourse_list=', 'owncourse_list=nonsense', 'owncourse_list=eyJhIjoxfQ%3D%3D', 'other=1'])(
    'is empty for the cookie %s',
    async (cookie) => {
      expect(await readKept(ask(cookie))).toEqual([]);
    },
  );
});
