import { Inject, Injectable } from '@nestjs/common';
import { MANDATE_ENDED, MANDATE_EXPIRED } from '@owncourse/identity/contract';
import { CLOCK, type Clock, type EventConsumer, type EventEnvelope, type Queries } from '@owncourse/kernel/contract';
import { JointOrderRepository } from '../persistence/joint-order.repository.js';
import { PlaceJointly } from './place-jointly.js';

/** What waits for everybody's yes ends as soon as one of them may not say it any more. */
@Injectable()
export class FollowEndedMandates implements EventConsumer {
  readonly name = 'ordering.follow-ended-mandates';
  readonly types = [MANDATE_ENDED, MANDATE_EXPIRED];

  constructor(
    private readonly joint: JointOrderRepository,
    private readonly jointly: PlaceJointly,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const at = this.clock.now();
    const mandateIds = [...new Set(events.map(({ payload }) => String(payload['mandateId'])))];
    const ended = await this.joint.followEndedMandates(queries, mandateIds, at);
    for (const one of ended) this.jointly.tellEnd(queries, one, 'NOT_PLACED', 'MANDATE', at);
  }
}
