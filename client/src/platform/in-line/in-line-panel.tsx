import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dialog, DialogActions } from '../ui/dialog';
import { deviceQueue, totalsOf } from './device-queue';
import { asText, type Figures } from './figures';
import chip from '../ui/state-chip.module.css';
import classes from './in-line-panel.module.css';
import { useDeviceFigures } from './use-device-figures';
import { useListFigures } from './use-list-figures';
import { useStore } from '../store';

interface InLinePanelProps {
  /** how this screen stands, in one sentence */
  words: string;
  /** of this screen */
  figures: readonly Figures[];
  close: () => void;
}

/** How true this screen is: in words first, in figures for whoever wants them, to be copied into a question to somebody who knows. */
export function InLinePanel({ words, figures, close }: InLinePanelProps) {
  const { t } = useTranslation();
  const parts = [...figures, ...useListFigures(), ...useDeviceFigures()];
  const { refused } = totalsOf(useStore(deviceQueue));
  return (
    <Dialog opened close={close} title={t('inLine.panel.title')}>
      <p>{words}</p>
      {refused === 0 ? null : (
        <Link to="/not-saved" className={chip.link} onClick={close}>
          {t('inLine.panel.notSaved', { count: refused })}
        </Link>
      )}
      {parts.map(({ title, rows }) => (
        <section key={title} className={classes.part}>
          <h3>{title}</h3>
          <dl>
            {rows.map(([label, value], index) => (
              <div key={`${String(index)} ${label}`}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <DialogActions>
        <CopyButton text={asText(words, parts)} />
      </DialogActions>
    </Dialog>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // plain http outside localhost has no clipboard
  if (!('clipboard' in navigator)) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <span role="status" className="soft">
        {copied ? t('inLine.panel.copied') : ''}
      </span>
      <Button variant="outline" onClick={() => void copy().catch(() => undefined)}>
        {t('inLine.panel.copy')}
      </Button>
    </>
  );
}
