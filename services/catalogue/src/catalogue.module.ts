import { Module } from '@nestjs/common';
import { Catalogue0001 } from './migrations/0001-catalogue.js';

export const catalogueMigrations = [Catalogue0001];

@Module({})
export class CatalogueModule {}
