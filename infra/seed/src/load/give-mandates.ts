import { addDays, type MandateScopeName } from '@owncourse/kernel/contract';
import type { MandateTypeName } from '@owncourse/identity/contract';
import { type Mandate, mandates, people } from '../content/index.js';
import { careManagerFor } from './register-people.js';
import { councilIdOf } from './money-holders.js';
import { act, type Story } from './story.js';

/** Mandates given with their evidence, each on its day, oldest first; those that are over are ended by the person. */
export async function giveMandates(story: Story): Promise<void> {
  const { days } = story;
  const oldestFirst = [...mandates].sort((left, right) => right.startsDaysAgo - left.startsDaysAgo);
  for (const mandate of oldestFirst) {
    const startsOn = addDays(days.anchor, -mandate.startsDaysAgo);
    const id = await give(story, mandate, startsOn);
    story.tally.add('mandates');
    if (mandate.endsInDays === null || mandate.endsInDays >= 0) continue;
    const label = `mandates/end/${mandate.id}`;
    const day = addDays(days.anchor, mandate.endsInDays);
    await act(story, { label, day, time: '16:00', personId: mandate.personId }, (actor) =>
      story.ports.identity.endMandate(actor, id),
    );
  }
}

function give(story: Story, mandate: Mandate, startsOn: string): Promise<string> {
  const person = people.find((one) => one.id === mandate.personId);
  if (!person) throw new Error(`Mandate ${mandate.id} is nobody's`);
  const isOver = mandate.endsInDays !== null && mandate.endsInDays < 0;
  const label = `mandates/give/${mandate.id}`;
  const personId = careManagerFor(person.councilKey, person.id);
  return act(story, { label, day: startsOn, time: '15:00', personId }, (actor) =>
    story.ports.identity.grantMandateWithEvidence(actor, councilIdOf(person), {
      personId: person.id,
      ...(mandate.actorPersonId === null ? {} : { actorPersonId: mandate.actorPersonId }),
      ...(mandate.organisationId === null ? {} : { actorOrganisationId: mandate.organisationId }),
      type: mandate.type.toUpperCase().replaceAll('-', '_') as MandateTypeName,
      scopes: mandate.scopes.map((scope) => scope.toUpperCase() as MandateScopeName),
      startsOn,
      // What the person ended by hand had no end of its own.
      endsOn: mandate.endsInDays === null || isOver ? null : addDays(story.days.anchor, mandate.endsInDays),
      evidence: mandate.evidence,
      perOrderLimitPence: mandate.perOrderLimitPence,
      perMonthLimitPence: mandate.perMonthLimitPence,
    }),
  );
}
