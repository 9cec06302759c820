import { AccountPage } from '../modules/identity/account-page';
import { DemoClock } from './demo-clock';

export function MoreRoute() {
  return <AccountPage clock={<DemoClock />} />;
}
