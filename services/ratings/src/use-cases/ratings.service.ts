import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type { ModerateRatingInput, RateOrderInput, RatingsPort } from '../contract/ratings.port.js';
import { ModerateRating } from './moderate-rating.js';
import { RateOrder } from './rate-order.js';
import { ReplyToRating } from './reply-to-rating.js';

/** The door of ratings: one line a verb. */
@Injectable()
export class RatingsService implements RatingsPort {
  constructor(
    private readonly rating: RateOrder,
    private readonly moderating: ModerateRating,
    private readonly replying: ReplyToRating,
  ) {}

  rateOrder(actor: Actor, input: RateOrderInput): Promise<string> {
    return this.rating.run(actor, input);
  }

  moderateRating(actor: Actor, input: ModerateRatingInput): Promise<string> {
    return this.moderating.run(actor, input);
  }

  replyToRating(actor: Actor, input: { readonly id: string; readonly reply: string }): Promise<string> {
    return this.replying.run(actor, input);
  }
}
