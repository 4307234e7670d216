import { type DynamicModule, Module } from '@nestjs/common';
import { IDENTITY, type IdentityOptions } from './contract/identity.port.js';
import { IDENTITY_OPTIONS } from './contract/options.js';
import { IdentityResolver } from './graphql/identity.resolver.js';
import {
  CouncilResolver,
  LookUpResolver,
  MandateResolver,
  PersonResolver,
  ViewerResolver,
} from './graphql/people.resolver.js';
import { Identity0001 } from './migrations/0001-identity.js';
import { IdentityRepository } from './persistence/identity.repository.js';
import { GiveMandate } from './use-cases/give-mandate.js';
import { IdentityService } from './use-cases/identity.service.js';
import { Register } from './use-cases/register.js';
import { SignIn } from './use-cases/sign-in.js';

export const identityMigrations = [Identity0001];

@Module({})
export class IdentityModule {
  static with(options: IdentityOptions): DynamicModule {
    return {
      module: IdentityModule,
      providers: [
        { provide: IDENTITY_OPTIONS, useValue: options },
        IdentityRepository,
        SignIn,
        GiveMandate,
        Register,
        { provide: IDENTITY, useClass: IdentityService },
        IdentityResolver,
        PersonResolver,
        CouncilResolver,
        MandateResolver,
        LookUpResolver,
        ViewerResolver,
      ],
      exports: [IDENTITY],
    };
  }
}
