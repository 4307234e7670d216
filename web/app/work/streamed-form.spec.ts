import { describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { readStreamedForm } from './streamed-form.server.js';

const BOUNDARY = 'between';
const head = (name: string, file = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${file ? 'Content-Type: text/csv\r\n' : ''}\r\n`;
const FIELDS = `${head('how')}now\r\n${head('idempotencyKey')}key-1\r\n`;
const FILE = head('file', '; filename="services.csv"');
const END = `\r\n--${BOUNDARY}--\r\n`;

function asked(body: ReadableStream<Uint8Array> | string): Request {
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return new Request('http://localhost/provider/import', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
}

async function textOf(content: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of content ?? []) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a form whose file is read as it comes', () => {
  it('gives its fields and the file', async () => {
    const { fields, file } = await readStreamedForm(asked(`${FIELDS}${FILE}a,b\r\n1,2${END}`));
    expect(fields).toEqual({ how: 'now', idempotencyKey: 'key-1' });
    expect(file?.name).toBe('services.csv');
    expect(await textOf(file?.content)).toBe('a,b\r\n1,2');
  });

  it('gives the file before all of it has come, and no more of it than is taken', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    let isFirst = true;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(isFirst ? Buffer.from(FIELDS + FILE) : chunk);
        if (!isFirst) sent += chunk.byteLength;
        isFirst = false;
      },
    });
    const { file } = await readStreamedForm(asked(endless));
    let taken = 0;
    for await (const part of file?.content ?? []) {
      taken += part.byteLength;
      if (taken > 2_000_000) break;
    }
    expect(taken).toBeGreaterThan(2_000_000);
    expect(sent - taken).toBeLessThan(1_000_000);
  });

  it.each([
    ['nobody chose a file', `${FIELDS}${head('file', '; filename=""')}${END}`],
    ['there is no field for one', `${head('how')}now${END}`],
  ])('says that %s', async (_what, body) => {
    expect(await readStreamedForm(asked(body))).toMatchObject({ fields: { how: 'now' }, file: null });
  });

  it('fails when the sender goes away in the middle, before the file or in it', async () => {
    const brokenAfter = (text: string): ReadableStream<Uint8Array> => {
      let isSent = false;
      return new ReadableStream({
        async pull(controller) {
          if (isSent) await setTimeout(50);
          if (isSent) controller.error(new Error('gone'));
          else controller.enqueue(Buffer.from(text));
          isSent = true;
        },
      });
    };
    await expect(readStreamedForm(asked(brokenAfter(head('how'))))).rejects.toThrow('gone');
    const { file } = await readStreamedForm(asked(brokenAfter(`${FIELDS}${FILE}half of`)));
    await expect(textOf(file?.content)).rejects.toThrow('gone');
  });

  it('fails where it is no form', async () => {
    const plain = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'a',
    });
    await expect(readStreamedForm(plain)).rejects.toThrow();
  });
});
