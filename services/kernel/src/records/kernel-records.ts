import { because, type PersonRecords } from './person-records.js';

export const KERNEL_RECORDS = Symbol('KernelRecords');

export const kernelRecords: PersonRecords = {
  title: 'How our computers work together',
  parts: [],
  leftOut: {
    'kernel.idempotency':
      'A mark of each request, so that one that is sent twice is done once. It holds no words; what came of it is in the download.',
    ...because(
      'Copies of what the rooms wrote, on their way from one to another; the records themselves are in the download.',
      ['kernel.consumer', 'kernel.inbox', 'kernel.outbox'],
    ),
    'public.schema_migration': 'Which changes of the database have been made.',
  },
};
