import { Module } from '@nestjs/common';
import { Ratings0001 } from './migrations/0001-ratings.js';

export const ratingsMigrations = [Ratings0001];

@Module({})
export class RatingsModule {}
