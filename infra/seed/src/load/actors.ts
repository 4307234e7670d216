import type { IdentityPort } from '@owncourse/identity/contract';
import type { Actor } from '@owncourse/kernel/contract';

/** Who acts, asked of identity once and again after rights have changed. */
export class Actors {
  private readonly known = new Map<string, Promise<Actor>>();

  constructor(private readonly identity: IdentityPort) {}

  of(personId: string): Promise<Actor> {
    const known = this.known.get(personId);
    if (known) return known;
    const asked = this.identity.actorFor(personId);
    this.known.set(personId, asked);
    return asked;
  }

  forgetAll(): void {
    this.known.clear();
  }
}
