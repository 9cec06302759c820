import { learningNews } from '@quad/shared/learning';
import { effect } from '../../platform/outbox/effect';
import { namesOf } from '../identity';
import { notify } from './notify';

/** What learning says is news to somebody; it alone knows to whom, and what the course is called. */
export const learningEffects = [
  effect(learningNews, 'tell them', async ({ kind, to, course, lesson, by, link }, delivery) => {
    const { districtId, platform } = delivery;
    const names = by === null ? {} : await namesOf([by], districtId, platform);
    const about = {
      course,
      ...(lesson !== null && { lesson }),
      ...(by !== null && { by: names[by] ?? '' }),
    };
    await notify(delivery, { to, kind, about, link });
  }),
];
