import type { INestApplicationContext } from '@nestjs/common';
import { IDENTITY, type IdentityPort, mayDo } from '@owncourse/identity/contract';
import { CLOCK, type Clock, Database, NOBODY, type ReadScope, statement } from '@owncourse/kernel/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { zipStream } from '../documents/zip-stream.js';
import { everythingFiles } from '../records/everything.js';
import { personRecords } from '../records/person-records.js';
import { HEADERS, notThere } from './file-answers.js';
import { operationContext } from './graphql.options.js';

interface DownloadLimits {
  /** Each holds a connection for as long as its reader takes; the others stay free for everybody else. */
  readonly mostAtOnce: number;
  /** A reader who takes nothing for so long has gone away. */
  readonly patienceMilliseconds: number;
}

const LIMITS: DownloadLimits = { mostAtOnce: 4, patienceMilliseconds: 60_000 };

// Held by the snapshot's own transaction, so that however a download ends, the next may begin; in whatever process.
const CLAIM = statement(
  'app.claim-download',
  `select pg_try_advisory_xact_lock(hashtextextended('everything about ' || kernel.scope_person(), 0)) as is_free`,
);

/** All that is held about somebody, for them alone: not for whoever acts for them, nor for any officer. */
export function registerEverything(
  server: FastifyInstance,
  application: INestApplicationContext,
  { mostAtOnce, patienceMilliseconds }: DownloadLimits = LIMITS,
): void {
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  const clock = application.get<Clock>(CLOCK);
  const rooms = personRecords(application);
  let underWay = 0;

  server.get('/files/everything-about-me.zip', async (request, reply) => {
    const { actor, reads } = await operationContext({ identity, database }, request);
    await reads.close();
    if (!actor || !mayDo(actor, 'everythingAboutMe', { personId: actor.personId })) return notThere(reply);
    if (underWay >= mostAtOnce) return comeBackSoon(reply, 'Many people are getting their files just now.');
    underWay += 1;
    // Whatever else somebody is, here they are one person: no mandate, no organisation, no council widens what is read.
    const own = database.snapshot({ ...NOBODY, personId: actor.personId, people: [actor.personId] });
    const { socket } = request.raw;
    const end = async (): Promise<void> => {
      underWay -= 1;
      await own.close();
    };
    try {
      if (!(await isFree(own))) {
        await end();
        return await comeBackSoon(reply, 'Your file is being made already.');
      }
    } catch (error) {
      await end();
      throw error;
    }
    const at = clock.now();
    const zip = zipStream(everythingFiles(rooms, own, { name: actor.name, at }), at);
    const gone = (): void => void zip.destroy();
    zip.once('close', () => {
      socket.off('timeout', gone).setTimeout(0);
      void end();
    });
    socket.setTimeout(patienceMilliseconds, gone);
    if (socket.destroyed) gone();
    return reply
      .headers(HEADERS)
      .type('application/zip')
      .header('Content-Disposition', 'attachment; filename="everything-about-me.zip"')
      .send(zip);
  });
}

async function isFree(reads: ReadScope): Promise<boolean> {
  const [claim] = await reads.query<{ is_free: boolean }>(CLAIM);
  return claim?.is_free === true;
}

function comeBackSoon(reply: FastifyReply, why: string): FastifyReply {
  return reply
    .status(429)
    .headers(HEADERS)
    .header('Retry-After', '60')
    .type('text/plain; charset=utf-8')
    .send(`${why} Nothing is lost. Try again in a minute.`);
}
