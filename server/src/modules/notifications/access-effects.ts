import { passwordResetAsked, userInvited } from '@quad/shared/identity';
import { addressOf } from '../../platform/http/address';
import { effect, type Delivery } from '../../platform/outbox/effect';
import { displayName, goodCodeText, personOf } from '../identity';
import { districtOf } from '../schools';
import { mailTo } from './mail-notice';
import { say } from './words';

/** Mails that carry a one-time code, which is derived here. It is stored only where no mail server sends it: in the mailbox. */
export const accessEffects = [
  effect(userInvited, 'mail the code', (payload, delivery) => mailCode('invited', payload, delivery)),
  effect(passwordResetAsked, 'mail the code', (payload, delivery) => mailCode('reset', payload, delivery)),
];

async function mailCode(
  mail: 'invited' | 'reset',
  { personId, codeId }: { personId: string; codeId: string },
  { districtId, platform, key }: Delivery,
): Promise<void> {
  const [person, district, code] = await Promise.all([
    personOf(districtId, personId),
    districtOf(districtId, platform),
    goodCodeText(codeId, platform),
  ]);
  // after tries that failed, or a replay, it may be over
  if (person?.email === undefined || person.disabled === true || code === null) return;
  const start = addressOf('/start', platform.config);
  await mailTo({ personId, name: displayName(person), email: person.email }, district, platform, {
    key,
    subject: say(`${mail}.subject`),
    paragraphs: [say(`${mail}.text`), say(`${mail}.byHand`, { start, code })],
    // behind the #, where no server and no proxy writes it down
    action: { label: say(`${mail}.action`), link: `/start#${code}` },
    footer: 'footer.access',
  });
}
