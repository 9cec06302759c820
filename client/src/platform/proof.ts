/** Shows the dialog; true once the person has shown who they are. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;
let underWay: Promise<boolean> | null = null;

/** Whoever can ask the person says so for as long as it stands. */
export function offerProof(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Asks the person once more who they are; everybody who needs it meanwhile shares the one dialog. False when they would not. */
export function prove(): Promise<boolean> {
  underWay ??= (asker?.() ?? Promise.resolve(false)).finally(() => {
    underWay = null;
  });
  return underWay;
}
