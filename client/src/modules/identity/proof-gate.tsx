import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { offerProof } from '../../platform/proof';

// rarely needed, and dialogs are heavy
const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog')).ProofDialog }));

interface Asked {
  settle: (proved: boolean) => void;
  /** what had the keyboard when it was asked */
  from: Element | null;
}

/** Shows the dialog whenever something asks once more who this is. */
export function ProofGate() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<Asked>(null);
  useEffect(() => {
    const stop = offerProof(
      () =>
        new Promise<boolean>((settle) => {
          open.current = { settle, from: document.activeElement };
          setAsked(open.current);
        }),
    );
    return () => {
      stop();
      open.current?.settle(false);
    };
  }, []);
  if (asked === null) return null;
  const done = (proved: boolean): void => {
    setAsked(null);
    asked.settle(proved);
    giveBack(asked.from);
  };
  return (
    <Suspense>
      <ProofDialog done={done} />
    </Suspense>
  );
}

/** The keyboard goes back to where it was; a button that is still at work gets it once it can take it, if nothing else has by then. */
function giveBack(element: Element | null): void {
  if (!(element instanceof HTMLElement)) return;
  const take = (): boolean => {
    element.focus();
    return document.activeElement === element;
  };
  // the dialog lets go of the keyboard when it has gone
  requestAnimationFrame(() => {
    if (take()) return;
    const waiting = new MutationObserver(() => {
      if (document.activeElement !== document.body || take() || !element.isConnected) waiting.disconnect();
    });
    waiting.observe(element, { attributes: true, attributeFilter: ['disabled'] });
  });
}
