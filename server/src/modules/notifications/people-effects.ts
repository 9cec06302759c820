import {
  passwordChanged,
  secondFactorChanged,
  sessionReused,
  userCreated,
  userSignedInOnNewDevice,
} from '@quad/shared/identity';
import { dayOn } from '../../platform/http/day';
import { effect, type Delivery } from '../../platform/outbox/effect';
import { displayName, personOf, someHolders } from '../identity';
import { districtOf, loadTimetable } from '../schools';
import { deviceWords } from './device-words';
import { mailTo } from './mail-notice';
import { notify } from './notify';
import { makeProfile } from './recipients';
import { say } from './words';

const mostAdmins = 50;

/** What happens when somebody is new, or something happens to their access. */
export const peopleEffects = [
  effect(userCreated, 'make the profile', ({ personId }, { districtId, platform }) =>
    makeProfile(personId, districtId, platform),
  ),
  effect(userCreated, 'welcome mail', async ({ personId, schoolId, role }, delivery) => {
    const { districtId, platform, key } = delivery;
    const [person, district, place] = await Promise.all([
      personOf(districtId, personId),
      districtOf(districtId, platform),
      placeName(schoolId, delivery),
    ]);
    if (person?.email === undefined) return;
    const { login = null, email } = person;
    await mailTo({ personId, name: displayName(person), email }, district, platform, {
      key,
      subject: say('welcome.subject', { place }),
      paragraphs: [
        say('welcome.text', { place, role: say(`role.${role}`) }),
        // by hand a name and a password come together or not at all
        login === null ? say('welcome.byCode') : say('welcome.byLogin', { login }),
      ],
      action: { label: say('welcome.action'), link: '/' },
      footer: 'footer.access',
    });
  }),
  effect(userCreated, 'tell the admins', async ({ personId, schoolId, role, by }, delivery) => {
    const [person, place, admins] = await Promise.all([
      personOf(delivery.districtId, personId),
      placeName(schoolId, delivery),
      adminsOf(schoolId, delivery),
    ]);
    if (person === null) return;
    await notify(delivery, {
      to: admins.filter((admin) => admin !== by && admin !== personId),
      kind: 'personAdded',
      about: { name: displayName(person), role, place },
      link: schoolId === null ? '/schools' : `/people/${personId}?school=${schoolId}`,
    });
  }),
  effect(userSignedInOnNewDevice, 'tell the owner', ({ personId, userAgent }, delivery) =>
    notify(delivery, {
      to: [personId],
      kind: 'newDevice',
      about: { device: deviceWords(userAgent) },
      link: '/more',
    }),
  ),
  effect(passwordChanged, 'tell the owner', ({ personId }, delivery) =>
    notify(delivery, { to: [personId], kind: 'passwordChanged', about: {}, link: '/more' }),
  ),
  effect(secondFactorChanged, 'tell the owner', ({ personId }, delivery) =>
    notify(delivery, { to: [personId], kind: 'secondFactorChanged', about: {}, link: '/more' }),
  ),
  effect(sessionReused, 'tell the owner', ({ personId, userAgent }, delivery) =>
    notify(delivery, {
      to: [personId],
      kind: 'sessionReused',
      about: { device: deviceWords(userAgent) },
      link: '/more',
    }),
  ),
];

/** The school's name, or the district's. */
async function placeName(
  schoolId: string | null,
  { districtId, platform }: Pick<Delivery, 'districtId' | 'platform'>,
): Promise<string> {
  const school = schoolId === null ? null : (await loadTimetable(schoolId, platform))?.school;
  return school?.name ?? (await districtOf(districtId, platform)).name;
}

/** Who looks after a school today, or after the district. */
export async function adminsOf(
  schoolId: string | null,
  { districtId, platform }: Pick<Delivery, 'districtId' | 'platform'>,
): Promise<string[]> {
  const { timeZone, clockOffset } = await districtOf(districtId, platform);
  const date = dayOn(Date.now() + clockOffset, timeZone);
  const role = schoolId === null ? 'districtAdmin' : 'schoolAdmin';
  return someHolders(role, { districtId, schoolId, date }, mostAdmins);
}
