import type { Provider } from '@nestjs/common';
import { OrderTrialResolver, TrialResolver } from './graphql/trial.resolver.js';
import { Ordering0095 } from './migrations/0095-trials.js';
import { TrialRepository } from './persistence/trial.repository.js';
import { ContinueTrial } from './use-cases/continue-trial.js';

/** Meet first: a trial visit before a standing order. */
export const trialsMigrations = [Ordering0095];

export const trialsProviders: Provider[] = [TrialRepository, ContinueTrial, TrialResolver, OrderTrialResolver];
