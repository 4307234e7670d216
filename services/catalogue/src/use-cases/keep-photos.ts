import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type OperationName, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { PhotoContent, PhotosPort, PhotoSize, ServicePhotoInput } from '../contract/photos.port.js';
import { photoFromBase64, readPhoto } from '../persistence/photo-file.js';

const ADD = statement('catalogue.add-photo', 'select catalogue.add_photo($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)');
const REMOVE = statement('catalogue.remove-photo', 'select catalogue.remove_photo($1, $2) as service_id');
const SERVICE_OF = statement(
  'catalogue.service-of-photo',
  'select service_id from catalogue.service_photo where id = $1',
);
const CONTENT: Readonly<Record<PhotoSize, ReturnType<typeof statement>>> = {
  wide: statement(
    'catalogue.photo-wide',
    `select f.wide as content, exists (select from catalogue.search_document d where d.id = f.service_id) as "isPublic"
     from catalogue.service_photo f where f.id = $1`,
  ),
  small: statement(
    'catalogue.photo-small',
    `select f.small as content, exists (select from catalogue.search_document d where d.id = f.service_id) as "isPublic"
     from catalogue.service_photo f where f.id = $1`,
  ),
};
const LONGEST_ALT = 250;

/** Photos of a provider's services: taken in, taken away, and given to whoever may see them. */
@Injectable()
export class KeepPhotos implements PhotosPort {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns the id of its service */
  async add(actor: Actor, { serviceId, alt, contentBase64 }: ServicePhotoInput, key: string): Promise<string> {
    const own = ownOrganisation(actor, 'addServicePhoto');
    const words = alt.trim();
    if (words === '' || words.length > LONGEST_ALT || !isReadable(words))
      throw Refusal.invalid('alt', `Say what is to be seen, in at most ${LONGEST_ALT} letters.`);
    if (!isId(serviceId)) throw Refusal.notFound();
    const bytes = photoFromBase64(contentBase64);
    const photo = await readPhoto(bytes);
    const [at, id] = [this.clock.now(), this.ids.next()];
    const input = { serviceId, alt: words, sha256: createHash('sha256').update(bytes).digest('hex') };
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const operation = 'addServicePhoto';
          void claimKey(queries, { actorId: actor.personId, operation, key, input, result: {}, at });
          const { wide, small, width, height } = photo;
          await queries.query(ADD, [own, id, serviceId, words, wide, small, width, height, at, actor.personId]);
        }),
      () => undefined,
    );
    return serviceId;
  }

  /** @returns the id of its service */
  async remove(actor: Actor, photoId: string, key: string): Promise<string> {
    const own = ownOrganisation(actor, 'removeServicePhoto');
    if (!isId(photoId)) throw Refusal.notFound();
    const at = this.clock.now();
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const [found] = await queries.query<{ service_id: string }>(SERVICE_OF, [photoId]);
          const result = { serviceId: found?.service_id ?? '' };
          const operation = 'removeServicePhoto';
          void claimKey(queries, { actorId: actor.personId, operation, key, input: { photoId }, result, at });
          await queries.query(REMOVE, [own, photoId]);
          return result.serviceId;
        }),
      (stored) => String(stored['serviceId']),
    );
    return once.result;
  }

  async content(reader: Actor | null, photoId: string, size: PhotoSize): Promise<PhotoContent | null> {
    if (!isId(photoId)) return null;
    const reads = this.database.reads(rowScope(reader));
    try {
      return (await reads.query<PhotoContent>(CONTENT[size], [photoId]))[0] ?? null;
    } finally {
      await reads.close();
    }
  }
}

function ownOrganisation(actor: Actor, operation: OperationName): string {
  requireAccess(actor, operation, { organisationId: actor.organisationId });
  if (actor.organisationId === null) throw Refusal.notFound();
  return actor.organisationId;
}
