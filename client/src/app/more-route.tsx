import { discardWaiting, forgetRegisters, knownWaiting } from '../modules/attendance/on-device';
import { DisclosuresSection } from '../modules/audit/disclosures-section';
import { MyDataSection } from '../modules/audit/my-data-section';
import { AccountPage } from '../modules/identity/account-page';
import { deviceQueue, totalsOf } from '../platform/in-line/device-queue';
import { useMe } from '../platform/session';
import { useStore } from '../platform/store';
import { DemoClock } from './demo-clock';
import { InstallSection } from './install-section';
import { OtherPlaces } from './places';
import { placesOf } from './places-of';
import { RoleChoice } from './role-switch';

export function MoreRoute() {
  const me = useMe();
  const places = placesOf(me);
  const mine = me.memberships.find(({ role }) => role === 'student');
  const { waiting } = totalsOf(useStore(deviceQueue));
  return (
    <AccountPage
      clock={<DemoClock />}
      queue={{
        waiting,
        known: () => knownWaiting(me.personId),
        discard: () => discardWaiting(me.personId),
        forget: () => forgetRegisters(me.personId),
      }}
      places={
        <>
          <RoleChoice />
          <OtherPlaces places={places} />
          <InstallSection />
        </>
      }
      data={
        <>
          <MyDataSection />
          {mine === undefined ? null : (
            <DisclosuresSection pupilId={me.personId} name={me.name} schoolId={mine.schoolId} />
          )}
        </>
      }
    />
  );
}
