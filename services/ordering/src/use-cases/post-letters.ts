import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  DocumentBuilder,
  isId,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { letterTop } from '../domain/letter-top.js';
import { LetterRepository, type LetterRow } from '../persistence/letter.repository.js';

const NAMES = statement(
  'ordering.letter-names',
  `select n.name as person, c.name as council, c.contact_phone, a.lines, a.postcode from identity.person_names(array[$1::uuid]) n
   left join identity.council_contact($2) c on true
   left join identity.postal_addresses($2, array[$1::uuid], $3) a on true`,
);

interface NamesRow {
  readonly person: string;
  readonly council: string | null;
  readonly contact_phone: string | null;
  /** Null where the council does not know the address. */
  readonly lines: readonly string[] | null;
  readonly postcode: string | null;
}

/** Prints letters, and keeps who posted them. */
@Injectable()
export class PostLetters {
  constructor(
    private readonly database: Database,
    private readonly letters: LetterRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The letter as a PDF; null when there is none that the reader may post. */
  async pdf(actor: Actor, letterId: string): Promise<Buffer | null> {
    const letter = await this.visible(actor, letterId);
    if (!letter || !this.mayPost(actor, letter)) return null;
    const [names] = await this.database.transaction(rowScope(actor), (queries) =>
      // A letter that was posted stays as it went out, also when the person has moved since.
      queries.query<NamesRow>(NAMES, [letter.person_id, letter.council_id, letter.posted_at]),
    );
    const council = names?.council ?? 'Your council';
    const { title, lines, facts } = letter.content;
    const document = await DocumentBuilder.open({
      title,
      author: council,
      createdAt: letter.made_at,
      // The format that most people who get letters can read; nobody ever asked for smaller print.
      largePrint: true,
    });
    const top = letterTop({
      council,
      madeOn: londonDate(letter.made_at),
      name: names?.person ?? 'you',
      lines: names?.lines ?? null,
      postcode: names?.postcode ?? null,
    });
    document.lines(top.from);
    if (top.window === null) document.paragraph(top.greeting, { bold: true });
    else document.envelopeWindow(top.window);
    document.title(title);
    for (const line of lines) document.paragraph(line);
    if (facts.length > 0) {
      document.heading('What was agreed');
      for (const [name, value] of facts) document.paragraph(`${name}: ${value}`);
    }
    document.heading('Not right, or a question?');
    document.paragraph(
      names?.contact_phone
        ? `Ring ${council} on ${names.contact_phone}. Say what is not right. Nothing is lost by asking.`
        : 'Ring your council. Say what is not right. Nothing is lost by asking.',
    );
    return document.finish();
  }

  /** Somebody put it in the post. Refuses WRONG_STATE when somebody did before. */
  async markPosted(actor: Actor, input: { readonly letterId: string; readonly idempotencyKey: string }): Promise<void> {
    const letter = await this.visible(actor, input.letterId);
    if (!letter) throw Refusal.notFound();
    requireAccess(actor, 'markLetterPosted', { personId: letter.person_id, councilId: letter.council_id });
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'markLetterPosted',
            key: input.idempotencyKey,
            input: { letterId: input.letterId },
            result: {},
            at,
          });
          void this.letters.markPosted(queries, letter.id, at, actor.personId);
        }),
      () => undefined,
    );
  }

  private mayPost(actor: Actor, letter: LetterRow): boolean {
    return mayDo(actor, 'markLetterPosted', { personId: letter.person_id, councilId: letter.council_id });
  }

  private async visible(actor: Actor, letterId: string): Promise<LetterRow | null> {
    if (!isId(letterId)) return null;
    return this.database.transaction(rowScope(actor), (queries) => this.letters.byId(queries, letterId));
  }
}
