import { AccountPage } from '../modules/identity/account-page';
import { useMe } from '../platform/session';
import { DemoClock } from './demo-clock';
import { OtherPlaces } from './places';
import { placesOf } from './places-of';

export function MoreRoute() {
  return <AccountPage clock={<DemoClock />} places={<OtherPlaces places={placesOf(useMe())} />} />;
}
