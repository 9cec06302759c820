import { AccountPage } from '../modules/identity/account-page';
import { useMe } from '../platform/session';
import { DemoClock } from './demo-clock';
import { OtherPlaces } from './places';
import { placesOf } from './places-of';
import { RoleChoice } from './role-switch';

export function MoreRoute() {
  const places = placesOf(useMe());
  return (
    <AccountPage
      clock={<DemoClock />}
      places={
        <>
          <RoleChoice />
          <OtherPlaces places={places} />
        </>
      }
    />
  );
}
