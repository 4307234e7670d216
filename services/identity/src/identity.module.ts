import { type DynamicModule, Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { IDENTITY, type IdentityOptions } from './contract/identity.port.js';
import { IDENTITY_OPTIONS } from './contract/options.js';
import { IdentityResolver } from './graphql/identity.resolver.js';
import { JoiningResolver } from './graphql/joining.resolver.js';
import { MandateAffairsResolver, MandateMoreResolver } from './graphql/mandate-affairs.resolver.js';
import { NamesLoader } from './graphql/names.loader.js';
import { CouncilResolver, LookUpResolver, MandateResolver, PersonResolver } from './graphql/people.resolver.js';
import { PostalAddressResolver } from './graphql/postal-address.resolver.js';
import { ViewerResolver } from './graphql/viewer.resolver.js';
import { Identity0001 } from './migrations/0001-identity.js';
import { Identity0002 } from './migrations/0002-audiences.js';
import { Identity0009 } from './migrations/0009-holders.js';
import { Identity0010 } from './migrations/0010-looking-after.js';
import { Identity0150 } from './migrations/0150-care-managers.js';
import { Identity0190 } from './migrations/0190-joint-mandates.js';
import { Identity0230 } from './migrations/0230-once.js';
import { Identity0260 } from './migrations/0260-same-mandate.js';
import { Identity0270 } from './migrations/0270-postal-addresses.js';
import { Identity0250 } from './migrations/0250-capital-limits.js';
import { Identity0310 } from './migrations/0310-joining.js';
import { Identity0330 } from './migrations/0330-self-funders-house.js';
import { Identity0470 } from './migrations/0470-own-records.js';
import { Identity0003 } from './migrations/0003-mandate-life.js';
import { Identity0004 } from './migrations/0004-work-list.js';
import { Identity0005 } from './migrations/0005-council-contact.js';
import { IdentityRepository } from './persistence/identity.repository.js';
import { MandateRepository } from './persistence/mandate.repository.js';
import { PostalAddressRepository } from './persistence/postal-address.repository.js';
import { SessionRepository } from './persistence/session.repository.js';
import { AskAboutMandate } from './use-cases/ask-about-mandate.js';
import { ChangePostalAddress } from './use-cases/change-postal-address.js';
import { DeclareConflict } from './use-cases/declare-conflict.js';
import { EndMandate } from './use-cases/end-mandate.js';
import { GiveMandate } from './use-cases/give-mandate.js';
import { IdentityService } from './use-cases/identity.service.js';
import { Join } from './use-cases/join.js';
import { MindMandates } from './use-cases/mind-mandates.js';
import { RecordLifeEvents } from './use-cases/record-life.js';
import { Register } from './use-cases/register.js';
import { ReportNotSafe } from './use-cases/report-not-safe.js';
import { SignIn } from './use-cases/sign-in.js';
import { IDENTITY_RECORDS } from './contract/records.js';
import { identityRecords } from './persistence/records/person-records.js';

export const identityMigrations = [
  Identity0001,
  Identity0002,
  Identity0003,
  Identity0004,
  Identity0005,
  Identity0009,
  Identity0010,
  Identity0150,
  Identity0190,
  Identity0230,
  Identity0260,
  Identity0270,
  Identity0310,
  Identity0330,
  Identity0250,
  Identity0470,
];

@Module({})
export class IdentityModule {
  static with(options: IdentityOptions): DynamicModule {
    return {
      module: IdentityModule,
      providers: [
        { provide: IDENTITY_RECORDS, useValue: identityRecords },
        { provide: IDENTITY_OPTIONS, useValue: options },
        IdentityRepository,
        MandateRepository,
        SessionRepository,
        PostalAddressRepository,
        SignIn,
        Join,
        GiveMandate,
        EndMandate,
        DeclareConflict,
        RecordLifeEvents,
        MindMandates,
        AskAboutMandate,
        ChangePostalAddress,
        ReportNotSafe,
        Register,
        { provide: IDENTITY, useClass: IdentityService },
        {
          provide: EVENT_CONSUMERS,
          useFactory: (living: RecordLifeEvents): EventConsumer[] => [living],
          inject: [RecordLifeEvents],
        },
        NamesLoader,
        IdentityResolver,
        JoiningResolver,
        MandateAffairsResolver,
        MandateMoreResolver,
        PersonResolver,
        CouncilResolver,
        MandateResolver,
        LookUpResolver,
        PostalAddressResolver,
        ViewerResolver,
      ],
      exports: [IDENTITY_RECORDS, IDENTITY],
    };
  }
}
