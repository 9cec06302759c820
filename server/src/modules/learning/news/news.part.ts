import type { Part } from '../../../platform/module';
import { dueSoonJob } from './due-soon';
import { newsEffects } from './learning-news';

export const newsPart: Part = { effects: newsEffects, jobs: [dueSoonJob] };
