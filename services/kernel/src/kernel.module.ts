import { Global, Module, type DynamicModule } from '@nestjs/common';
import { IDS, type IdSource, UuidV7Source } from './ids/id-source.js';
import { Kernel0001 } from './migrations/0001-kernel.js';
import { Kernel0140 } from './migrations/0140-read-what-is-wanted.js';
import { KERNEL_RECORDS, kernelRecords } from './records/kernel-records.js';
import { Database } from './postgres/database.js';
import { CLOCK, type Clock, SystemClock } from './time/clock.js';

export const kernelMigrations = [Kernel0001, Kernel0140];

export interface KernelOptions {
  readonly database: Database;
  readonly clock?: Clock;
  readonly ids?: IdSource;
}

/** Clock, ids and database for every service. */
@Global()
@Module({})
export class KernelModule {
  static with(options: KernelOptions): DynamicModule {
    const clock = options.clock ?? new SystemClock();
    return {
      module: KernelModule,
      providers: [
        { provide: Database, useValue: options.database },
        { provide: CLOCK, useValue: clock },
        { provide: IDS, useValue: options.ids ?? new UuidV7Source(clock) },
        { provide: KERNEL_RECORDS, useValue: kernelRecords },
      ],
      exports: [Database, CLOCK, IDS, KERNEL_RECORDS],
    };
  }
}
