import { setUpContract } from '@quad/shared/schools';
import { useEffect, useState } from 'react';
import { call } from '../../platform/api';

/** Whether this installation waits for its first district; null while it is not known, and when it cannot be. */
export function useSetUpNeeded(): boolean | null {
  const [needed, setNeeded] = useState<boolean | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    call(setUpContract.setUpNeeded, {}, asking.signal).then(
      (answer) => setNeeded(answer.needed),
      // the form says what is wrong when somebody tries to sign in
      () => undefined,
    );
    return () => asking.abort();
  }, []);
  return needed;
}
