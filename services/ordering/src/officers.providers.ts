import { ApprovalResolver } from './graphql/approval.resolver.js';
import { InterruptionResolver } from './graphql/interruption.resolver.js';
import { LetterResolver } from './graphql/letter.resolver.js';
import { PausedVisitsResolver } from './graphql/paused-visits.resolver.js';
import { TelephoneResolver } from './graphql/telephone.resolver.js';
import { UrgentCareResolver, UrgentOrderResolver } from './graphql/urgent-care.resolver.js';
import { Ordering0010 } from './migrations/0010-approval.js';
import { Ordering0011 } from './migrations/0011-urgent-care.js';
import { Ordering0012 } from './migrations/0012-interruption.js';
import { Ordering0013 } from './migrations/0013-letters.js';
import { Ordering0091 } from './migrations/0091-unanswered.js';
import { Ordering0092 } from './migrations/0092-ended-orders.js';
import { Ordering0093 } from './migrations/0093-long-orders.js';
import { Ordering0097 } from './migrations/0097-telephone.js';
import { Ordering0250 } from './migrations/0250-urgent-care-together.js';
import { ApprovalRepository } from './persistence/approval.repository.js';
import { InterruptionRepository } from './persistence/interruption.repository.js';
import { LetterRepository } from './persistence/letter.repository.js';
import { TelephoneRepository } from './persistence/telephone.repository.js';
import { UrgentCareRepository } from './persistence/urgent-care.repository.js';
import { CancelPausedVisits } from './use-cases/cancel-paused-visits.js';
import { ComeHome } from './use-cases/come-home.js';
import { EnterInterruption } from './use-cases/enter-interruption.js';
import { PostLetters } from './use-cases/post-letters.js';
import { ReadBackOrder } from './use-cases/read-back-order.js';
import { StartUrgentCare } from './use-cases/start-urgent-care.js';
import { TakeCalls } from './use-cases/take-calls.js';
import { WriteLetters } from './use-cases/write-letters.js';

/** What officers do with orders: what the council looks at first, care that cannot wait, times away, letters, and telephone calls. */
export const officersMigrations = [
  Ordering0010,
  Ordering0011,
  Ordering0012,
  Ordering0013,
  Ordering0091,
  Ordering0092,
  Ordering0093,
  Ordering0097,
  Ordering0250,
];

export const officersProviders = [
  ApprovalRepository,
  ApprovalResolver,
  UrgentCareRepository,
  StartUrgentCare,
  UrgentOrderResolver,
  UrgentCareResolver,
  InterruptionRepository,
  EnterInterruption,
  ComeHome,
  InterruptionResolver,
  CancelPausedVisits,
  PausedVisitsResolver,
  LetterRepository,
  WriteLetters,
  PostLetters,
  LetterResolver,
  TelephoneRepository,
  TakeCalls,
  ReadBackOrder,
  TelephoneResolver,
];
